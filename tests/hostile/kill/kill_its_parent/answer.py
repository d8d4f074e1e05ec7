# Kills its parent, and the first process.

import os
import signal

for pid in (os.getppid(), 1, 2, 3):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
os._exit(1)

# Kills everything that it may.

import os
import signal

try:
    os.kill(-1, signal.SIGKILL)
except OSError:
    pass
for pid in range(1, 5000):
    if pid != os.getpid():
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
os.kill(os.getpid(), signal.SIGKILL)

# Kills its process group.

import os
import signal

os.killpg(os.getpgrp(), signal.SIGKILL)

# Asks to be traced, and stops.

import ctypes
import os

ctypes.CDLL(None).ptrace(0, 0, 0, 0)
os.kill(os.getpid(), 19)

# Many processes, each with some memory.

import os
import time

for _ in range(30):
    if os.fork() == 0:
        block = bytearray(os.urandom(1 << 20)) * 60
        time.sleep(60)
time.sleep(60)

# Shared memory, which no process owns.

import mmap
import time

blocks = []
for _ in range(60):
    block = mmap.mmap(-1, 1 << 25)
    block.write(b'x' * (1 << 25))
    blocks.append(block)
time.sleep(60)

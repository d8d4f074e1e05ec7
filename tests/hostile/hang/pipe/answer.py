# Reads from a pipe that nobody writes to.

import os

read, write = os.pipe()
os.read(read, 1)

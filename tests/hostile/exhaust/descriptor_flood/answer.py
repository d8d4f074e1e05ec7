# Writes to the descriptors without end.

import os

while True:
    os.write(1, b'x' * 100000)

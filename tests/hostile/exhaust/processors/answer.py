# More processes that compute than there are processors.

import os

for _ in range(16):
    if os.fork() == 0:
        while True:
            pass
os.wait()

# Prints a little, for ever.

import time

while True:
    print('.', end='', flush=True)
    time.sleep(0.1)

# Ends its process a little later, from a thread.

import os
import threading

threading.Timer(0.3, os._exit, (1,)).start()


def slope(x):
    __import__('time').sleep(1)
    return 0 * x

# Threads that take the interpreter all the time.

import threading


def busy():
    while True:
        pass


for _ in range(20):
    threading.Thread(target=busy, daemon=True).start()


def slope(x):
    while True:
        pass

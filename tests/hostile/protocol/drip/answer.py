# Sends its answer a byte at a time.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
import json
import time


def drip(header, blocks=(), until=None):
    text = json.dumps(header | {'sizes': []}).encode()
    for byte in PREFIX.pack(MAGIC, len(text), 0) + text:
        channel.sock.sendall(bytes([byte]))
        time.sleep(0.5)


channel.send = drip


def slope(x):
    return 0 * x

# Takes a question and never answers.

import gc

from gradschool.staff.judge.channel import MAGIC, PREFIX, Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
import time

channel.send = lambda *args, **kwargs: time.sleep(1000)

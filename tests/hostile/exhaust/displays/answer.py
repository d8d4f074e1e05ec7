# Displays without end.

from IPython.display import display

while True:
    display({'text/plain': 'x' * 100000}, raw=True)

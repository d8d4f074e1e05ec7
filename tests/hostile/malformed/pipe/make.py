"""A named pipe, for which a reader waits."""

import os


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    os.mkfifo(path)

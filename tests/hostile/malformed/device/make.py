"""A socket in the place of the notebook."""

import os
import socket


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    here = os.getcwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)

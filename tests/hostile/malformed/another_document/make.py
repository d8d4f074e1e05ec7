"""JSON that is no notebook."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_text('[1, 2, {"cells": 7}]')

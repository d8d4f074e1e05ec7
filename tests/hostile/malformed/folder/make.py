"""A folder in the place of the notebook."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.mkdir()

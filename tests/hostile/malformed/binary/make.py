"""Random bytes."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_bytes(bytes(range(256)) * 100)

"""Nothing."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_bytes(b'')

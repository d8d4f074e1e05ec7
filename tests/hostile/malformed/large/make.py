"""200 MB."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    with path.open('wb') as file:
        file.truncate(200 << 20)

"""Lists in lists."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_text('[' * 200_000 + ']' * 200_000)

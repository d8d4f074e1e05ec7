"""A notebook that stops in the middle."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_bytes(release[: len(release) // 2])

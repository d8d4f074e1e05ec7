"""Bytes that are no text."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_bytes(release[:-20] + b'\xff\xfe\xff' + release[-20:])

"""A link to a file of the system."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.symlink_to('/etc/passwd')

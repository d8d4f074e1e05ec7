"""A link beside the notebook."""

def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_bytes(release)
    (folder / 'data.txt').symlink_to('/etc/passwd')

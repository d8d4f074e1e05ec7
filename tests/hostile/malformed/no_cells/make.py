"""A notebook without cells."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_text(json.dumps(json.loads(release) | {'cells': []}))

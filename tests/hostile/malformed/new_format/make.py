"""A notebook of a format to come."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_text(json.dumps(json.loads(release) | {'nbformat': 9}))

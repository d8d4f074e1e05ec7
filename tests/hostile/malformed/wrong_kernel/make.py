"""A kernel that there is none of."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    notebook = json.loads(release)
    notebook['metadata'] = {'kernelspec': {'name': '../../bin/sh', 'display_name': 'x', 'language': 'perl'}}
    path.write_text(json.dumps(notebook))

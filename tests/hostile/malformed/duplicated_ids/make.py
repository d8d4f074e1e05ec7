"""All cells with one id."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    notebook = json.loads(release)
    for cell in notebook['cells']:
        cell['id'] = 'same'
    path.write_text(json.dumps(notebook))

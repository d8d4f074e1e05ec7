"""Adds graded cells of its own, and copies of the checks that pass."""

import json


def make(folder, release):
    notebook = json.loads(release)
    for cell in list(notebook['cells']):
        copy = json.loads(json.dumps(cell)) | {'id': cell['id'] + '-copy'}
        if 'check' in str(cell['metadata']):
            copy['source'] = '1.0'
            notebook['cells'].append(copy)
    (folder / '01_hostile.ipynb').write_text(json.dumps(notebook))

"""Empties the cells of the checks."""

import json


def make(folder, release):
    notebook = json.loads(release)
    for cell in notebook['cells']:
        if 'check' in str(cell['metadata']):
            cell['source'] = 'pass'
    (folder / '01_hostile.ipynb').write_text(json.dumps(notebook))

"""Cells of an old schema."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    notebook = json.loads(release)
    for cell in notebook['cells']:
        if 'nbgrader' in cell['metadata']:
            cell['metadata']['nbgrader']['schema_version'] = 0
    path.write_text(json.dumps(notebook))

"""Cells of a schema to come."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    notebook = json.loads(release)
    for cell in notebook['cells']:
        if 'nbgrader' in cell['metadata']:
            cell['metadata']['nbgrader']['schema_version'] = 99
    path.write_text(json.dumps(notebook))

"""Cells that are none."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    notebook = json.loads(release)
    notebook['cells'] += [{'cell_type': 'video'}, {'cell_type': 'code', 'source': 7}]
    path.write_text(json.dumps(notebook))

"""Sets tags, points, flags and checksums of every cell."""

import json


def make(folder, release):
    notebook = json.loads(release)
    for cell in notebook['cells']:
        cell['metadata']['tags'] = ['raises-exception', 'skip-execution', 'nbgrader']
        if 'nbgrader' in cell['metadata']:
            cell['metadata']['nbgrader'] |= {'points': 100, 'grade': True, 'solution': True, 'locked': False}
    (folder / '01_hostile.ipynb').write_text(json.dumps(notebook))

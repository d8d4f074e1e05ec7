"""Stores outputs that look like full marks."""

import json


def make(folder, release):
    notebook = json.loads(release)
    for cell in notebook['cells']:
        if cell['cell_type'] == 'code':
            data = {'text/plain': '1.0'}
            cell['outputs'] = [{'output_type': 'execute_result', 'data': data, 'metadata': {}, 'execution_count': 1}]
    (folder / '01_hostile.ipynb').write_text(json.dumps(notebook))

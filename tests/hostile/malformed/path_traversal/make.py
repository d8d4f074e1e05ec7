"""Names that lead out of the folder."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    notebook = json.loads(release)
    for cell in notebook['cells']:
        cell['attachments'] = {'../../../etc/x': {'image/png': 'aGVsbG8='}}
        if 'nbgrader' in cell['metadata']:
            cell['metadata']['nbgrader']['grade_id'] += '/../../x'
    path.write_text(json.dumps(notebook))

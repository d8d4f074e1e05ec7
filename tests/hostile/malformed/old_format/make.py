"""A notebook of format 3."""

import json


def make(folder, release):
    path = folder / '01_hostile.ipynb'
    path.write_text(json.dumps({'nbformat': 3, 'nbformat_minor': 0, 'metadata': {}, 'worksheets': []}))

"""What every Python process of the tests does first: `make` puts this folder on PYTHONPATH.

jsonschema checks IRIs where it can import a parser of them, which takes 1.4 processor seconds in each process that
reads a notebook; no schema of a notebook asks for one.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)

"""Lets nbgrader be run from this folder too, where the Assignment List of JupyterLab runs it."""

from pathlib import Path

load_subconfig("nbgrader_config.py", path=str(Path(__file__).resolve().parent.parent))  # noqa: F821

"""Checks that serve one assignment each; a module or folder is named for its lesson."""

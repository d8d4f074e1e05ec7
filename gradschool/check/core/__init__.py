"""The steps of every check: ask, observe, compare, diagnose, say."""

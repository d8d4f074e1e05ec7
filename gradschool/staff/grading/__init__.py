"""Grading a class: submissions are executed on many workers, and one writer saves them with nbgrader's own parts."""

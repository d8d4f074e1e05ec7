"""The parts of `grading.py`. Each takes the command's options and returns {row: (value, goal)}."""

"""What `grading.py` measures. A part takes the options and returns {row: (value, what is asked for)}."""

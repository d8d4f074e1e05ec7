"""Where things are in a course, and what went wrong in words that a person can act on."""

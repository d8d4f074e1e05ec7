"""Checks of lesson 07: paths of descent, and the reference descents they are compared with."""

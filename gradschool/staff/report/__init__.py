"""The report on a graded class: marks, exercises, named mistakes, who may need help, what was not graded.

`gather` reads the course, `summary` computes the report, `page` and `tables` write it.
"""

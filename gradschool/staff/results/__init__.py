"""Marks and messages of graded submissions, as data."""

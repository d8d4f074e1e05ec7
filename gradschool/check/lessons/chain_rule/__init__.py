"""Checks of lesson 03: local and total derivatives, backward passes by hand, the learner's own engine."""

"""Checks of lesson 05: training loops, micro-batches, predictions of `.grad`."""

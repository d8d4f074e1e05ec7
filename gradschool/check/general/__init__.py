"""Checks that any lesson may use: derivatives, plain values, and how an answer was computed."""

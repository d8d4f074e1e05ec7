"""Checks of lesson 08: gradient norms, clipped steps, clipped runs."""

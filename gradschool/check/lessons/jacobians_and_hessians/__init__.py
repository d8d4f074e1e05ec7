"""Checks of lesson 09: second derivatives, per-sample gradients, batch Jacobians."""

"""Checks of lesson 06: stopped gradients, modules, memory that graphs keep."""

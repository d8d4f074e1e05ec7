"""gradschool: a course on PyTorch autograd, graded by finite differences."""

__version__ = "0.2.0"

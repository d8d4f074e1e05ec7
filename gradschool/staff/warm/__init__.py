"""Warm processes: they have PyTorch loaded and fork for each task."""

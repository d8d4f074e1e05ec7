"""Points drawn for a check: random, and the same at every grading."""

import torch


def draw(n: int, *shapes: tuple[int, ...], seed: int, low: float = -2.0, high: float = 2.0, device=None) -> list:
    """`n` points with entries drawn uniformly from [low, high), as float64 tensors.

    With one shape (or none, for shape ()) each point is a tensor; with several it is a tuple of
    tensors. The same seed gives the same points on every machine and device.
    """
    generator = torch.Generator().manual_seed(seed)

    def one(shape):
        numbers = torch.rand(shape, dtype=torch.float64, generator=generator)
        return (low + (high - low) * numbers).to(device)

    wanted = shapes or ((),)
    return [one(wanted[0]) if len(wanted) == 1 else tuple(one(shape) for shape in wanted) for _ in range(n)]

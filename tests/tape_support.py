"""Small graphs that the tests of a recorded graph share."""

import torch
from torch import nn


def leaf(value=2.0, shape=()):
    return torch.full(shape, value, requires_grad=True)


def sum_times_difference():
    """z = (x + y)(x − y), with all its tensors by name."""
    x, y = leaf(2.0), leaf(3.0)
    s, d = x + y, x - y
    return {"x": x, "y": y, "s": s, "d": d, "z": s * d}


def two_layer_net():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
    return net(torch.randn(5, 3)).pow(2).mean(), dict(net.named_parameters())

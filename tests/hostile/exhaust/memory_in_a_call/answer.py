# A tensor that grows.

import torch


def slope(x):
    parts = []
    while True:
        parts.append(torch.ones(1 << 22))

# Answers with infinity.

import torch


def slope(x):
    return torch.full_like(x, torch.inf)

# Answers with more than can be sent.

import torch


def slope(x):
    return torch.ones(40_000_000)

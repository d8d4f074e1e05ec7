# method: Python numbers and math.hypot
import math


def global_norm(parameters):
    numbers = []
    for p in parameters:
        if p.grad is not None:
            numbers += p.grad.reshape(-1).tolist()
    return math.hypot(*numbers)

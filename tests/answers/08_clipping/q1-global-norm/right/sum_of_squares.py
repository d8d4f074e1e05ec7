# method: squares added in a loop
def global_norm(parameters):
    total = 0.0
    for p in parameters:
        if p.grad is not None:
            total = total + (p.grad**2).sum()
    return total**0.5

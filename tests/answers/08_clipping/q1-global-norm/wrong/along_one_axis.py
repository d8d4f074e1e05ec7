# mistake: unnamed
# sums the squares along the first axis only
def global_norm(parameters):
    total = 0.0
    for p in parameters:
        if p.grad is not None:
            total = total + (p.grad**2).sum(0)
    return total**0.5

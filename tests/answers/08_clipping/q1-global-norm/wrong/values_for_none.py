# mistake: unnamed
# a parameter without a gradient counts with its value
def global_norm(parameters):
    return sum(((p if p.grad is None else p.grad) ** 2).sum() for p in parameters).sqrt()

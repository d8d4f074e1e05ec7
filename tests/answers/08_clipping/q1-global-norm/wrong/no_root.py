# mistake: unnamed
# forgets the root
def global_norm(parameters):
    return sum((p.grad**2).sum() for p in parameters if p.grad is not None)

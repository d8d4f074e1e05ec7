# mistake: unnamed
# the norms added up
def global_norm(parameters):
    return sum(p.grad.norm() for p in parameters if p.grad is not None)

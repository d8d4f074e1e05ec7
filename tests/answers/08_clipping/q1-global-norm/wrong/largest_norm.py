# mistake: unnamed
# the largest of the norms
def global_norm(parameters):
    return max(p.grad.norm() for p in parameters if p.grad is not None)

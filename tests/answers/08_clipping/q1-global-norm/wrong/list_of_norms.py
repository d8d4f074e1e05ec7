# mistake: unnamed
# one norm for each parameter
def global_norm(parameters):
    return [p.grad.norm() for p in parameters if p.grad is not None]

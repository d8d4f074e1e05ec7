# mistake: unnamed
# the norm of the parameters, not of their gradients
def global_norm(parameters):
    return torch.cat([p.detach().reshape(-1) for p in parameters]).norm()

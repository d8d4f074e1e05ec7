# mistake: unnamed
# takes for granted that every parameter has a gradient
def global_norm(parameters):
    return torch.cat([p.grad.reshape(-1) for p in parameters]).norm()

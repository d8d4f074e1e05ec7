# mistake: unnamed
# fills in the missing gradients, and leaves them there
def global_norm(parameters):
    for p in parameters:
        if p.grad is None:
            p.grad = torch.zeros_like(p)
    return torch.cat([p.grad.reshape(-1) for p in parameters]).norm()

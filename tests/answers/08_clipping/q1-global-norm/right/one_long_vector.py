# method: one long vector
def global_norm(parameters):
    return torch.cat([p.grad.reshape(-1) for p in parameters if p.grad is not None]).norm()

# method: one transform
def polar_jacobian(polar):
    return torch.func.jacrev(cartesian)(polar)

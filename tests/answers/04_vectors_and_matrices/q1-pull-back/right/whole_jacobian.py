# method: the whole Jacobian, multiplied with v
def pull_back(f, x, v):
    jacobian = torch.autograd.functional.jacobian(f, x)
    return torch.tensordot(v, jacobian, dims=v.dim())

# mistake: unnamed
# returns the Jacobian itself
def pull_back(f, x, v):
    return torch.autograd.functional.jacobian(f, x)

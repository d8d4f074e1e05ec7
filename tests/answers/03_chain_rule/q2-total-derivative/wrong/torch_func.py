# mistake: unnamed
# right number, by torch.func
def total_derivative(t):
    return torch.func.grad(lambda t: outer(torch.cos(t), t**2))(t)

# mistake: unnamed
# a new tensor from the number, in the default type
def polynomial_slope(x):
    x = torch.tensor(x.item(), requires_grad=True, device=x.device)
    polynomial(x).backward()
    return x.grad

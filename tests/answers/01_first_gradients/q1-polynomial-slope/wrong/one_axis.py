# mistake: unnamed
# a list with one number in it
def polynomial_slope(x):
    x = torch.tensor([x.item()], dtype=torch.float64, device=x.device, requires_grad=True)
    polynomial(x).backward()
    return x.grad

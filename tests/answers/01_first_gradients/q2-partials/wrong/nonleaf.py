# mistake: DEVICE_NONLEAF
# the float64 copy is made after requires_grad
def partials(x, y):
    x = torch.tensor(x.item(), requires_grad=True).to(torch.float64)
    y = torch.tensor(y.item(), requires_grad=True).to(torch.float64)
    surface(x, y).backward()
    return x.grad, y.grad

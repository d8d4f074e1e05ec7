# mistake: unnamed
# new tensors in the default type
def partials(x, y):
    x = torch.tensor(float(x), requires_grad=True, device=device)
    y = torch.tensor(float(y), requires_grad=True, device=device)
    surface(x, y).backward()
    return x.grad, y.grad

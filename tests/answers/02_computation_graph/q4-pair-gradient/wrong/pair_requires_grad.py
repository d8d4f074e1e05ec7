# mistake: GRAPH_CUT
# asks the new tensor for a gradient, and so has a new leaf
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    pair = torch.tensor([x * y, torch.sin(x)], dtype=torch.float64, device=x.device, requires_grad=True)
    ((pair**2).sum() + y**2).backward()
    return x.grad, y.grad

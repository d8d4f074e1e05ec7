# mistake: GRAPH_CUT
# collects all three terms in the new tensor
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    torch.tensor([x * y, torch.sin(x), y], dtype=torch.float64).square().sum().backward()
    return x.grad, y.grad

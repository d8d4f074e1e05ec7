# mistake: GRAPH_CUT
# copied the broken function
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    pair = torch.tensor([x * y, torch.sin(x)], dtype=torch.float64, device=x.device)
    ((pair**2).sum() + y**2).backward()
    return x.grad, y.grad

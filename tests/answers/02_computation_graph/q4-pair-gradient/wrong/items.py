# mistake: GRAPH_CUT
# takes the numbers out first, so that torch.tensor does not warn
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    pair = torch.tensor([(x * y).item(), torch.sin(x).item()], dtype=torch.float64, device=x.device)
    ((pair**2).sum() + y**2).backward()
    return x.grad, y.grad

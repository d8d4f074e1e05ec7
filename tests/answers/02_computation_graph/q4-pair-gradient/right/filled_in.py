# method: an empty tensor whose entries are filled in
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    pair = torch.empty(2, dtype=torch.float64, device=x.device)
    pair[0] = x * y
    pair[1] = torch.sin(x)
    ((pair**2).sum() + y**2).backward()
    return x.grad, y.grad

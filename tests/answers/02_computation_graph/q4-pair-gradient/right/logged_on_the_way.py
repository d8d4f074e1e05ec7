# method: torch.cat; numbers are taken out for a log, and do not come back
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    pair = torch.cat([(x * y).reshape(1), torch.sin(x).reshape(1)])
    log = [pair.tolist(), x.item(), float(y.detach())]
    assert len(log) == 3
    (pair @ pair + y**2).backward()
    return x.grad, y.grad

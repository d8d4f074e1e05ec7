# method: recursion
def descend(f, w, lr, steps):
    if steps == 0:
        return w.unsqueeze(0)
    x = w.clone().requires_grad_()
    f(x).backward()
    rest = descend(f, w - lr * x.grad, lr, steps - 1)
    return torch.cat([w.unsqueeze(0), rest])

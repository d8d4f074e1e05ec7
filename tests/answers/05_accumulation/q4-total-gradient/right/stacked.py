# method: the sum of a stack
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    torch.stack([head(h) for head in (head_a, head_b)]).sum().backward()
    return w.grad

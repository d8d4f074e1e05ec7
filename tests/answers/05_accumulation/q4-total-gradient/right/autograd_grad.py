# method: autograd.grad of the sum
def total_gradient(trunk, head_a, head_b, w):
    w = w.detach().requires_grad_()
    h = trunk(w)
    return torch.autograd.grad(head_a(h) + head_b(h), w)[0]

# mistake: unnamed
# the gradient of the sum, twice
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    (total,) = torch.autograd.grad(head_a(h) + head_b(h), w)
    return total, total

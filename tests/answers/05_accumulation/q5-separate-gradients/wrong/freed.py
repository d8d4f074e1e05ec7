# mistake: FREED_GRAPH
# two passes, and nothing kept
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    (a,) = torch.autograd.grad(head_a(h), w)
    (b,) = torch.autograd.grad(head_b(h), w)
    return a, b

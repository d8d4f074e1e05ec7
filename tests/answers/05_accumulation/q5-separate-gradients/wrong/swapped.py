# mistake: unnamed
# the second loss first
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    (b,) = torch.autograd.grad(head_b(h), w, retain_graph=True)
    (a,) = torch.autograd.grad(head_a(h), w)
    return b, a

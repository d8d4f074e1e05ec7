# method: autograd.grad twice, the graph kept in the first
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    (a,) = torch.autograd.grad(head_a(h), w, retain_graph=True)
    (b,) = torch.autograd.grad(head_b(h), w)
    return a, b

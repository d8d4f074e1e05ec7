# mistake: FREED_GRAPH
# retain_graph in the wrong pass
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    (a,) = torch.autograd.grad(head_a(h), w)
    (b,) = torch.autograd.grad(head_b(h), w, retain_graph=True)
    return a, b

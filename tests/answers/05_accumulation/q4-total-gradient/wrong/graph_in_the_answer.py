# mistake: unnamed
# create_graph, so that the answer keeps the whole graph alive
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    return torch.autograd.grad(head_a(h) + head_b(h), w, create_graph=True)[0]

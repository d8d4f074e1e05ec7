# method: each head back to h on its own graph, then vᵀJ of the trunk for each
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    cut = h.detach().requires_grad_()
    cotangents = [torch.autograd.grad(head(cut), cut)[0] for head in (head_a, head_b)]
    return tuple(torch.autograd.grad(h, w, v, retain_graph=True)[0] for v in cotangents)

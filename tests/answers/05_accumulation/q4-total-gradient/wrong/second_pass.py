# mistake: FREED_GRAPH
# one pass for each loss
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    head_a(h).backward()
    head_b(h).backward()
    return w.grad

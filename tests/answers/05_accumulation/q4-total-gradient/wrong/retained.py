# mistake: unnamed
# what the error message says: right values, twice the work
def total_gradient(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    head_a(h).backward(retain_graph=True)
    head_b(h).backward()
    return w.grad

# mistake: unnamed
# no clone: both names stand for one tensor, which holds the sum
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    head_a(h).backward(retain_graph=True)
    a = w.grad
    head_b(h).backward()
    return a, w.grad

# method: backward twice without clearing, the first taken away from the sum
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h = trunk(w)
    head_a(h).backward(retain_graph=True)
    a = w.grad.clone()
    head_b(h).backward()
    return a, w.grad - a

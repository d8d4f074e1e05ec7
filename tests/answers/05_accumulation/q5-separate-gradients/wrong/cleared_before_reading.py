# mistake: ZERO_TOO_LATE
# clears after each pass, before it reads
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    h, gradients = trunk(w), []
    for head in (head_a, head_b):
        head(h).backward(retain_graph=True)
        w.grad = None
        gradients.append(w.grad)
    return tuple(gradients)

# mistake: unnamed
# one leaf in all places: each place shows the sum
def use_gradients(f, w, n):
    w = w.clone().requires_grad_()
    f([w] * n).backward()
    return [w.grad] * n

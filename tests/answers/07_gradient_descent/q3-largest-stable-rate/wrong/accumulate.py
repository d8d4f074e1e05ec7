# mistake: unnamed
# accumulate
def largest_stable_rate(f, w):
    w = w.clone().requires_grad_()
    f(w).backward()
    first = w.grad
    f(w + 1).backward()
    second = w.grad
    return 2 / (second - first).max()

# mistake: LR_TOO_LARGE
# the second gradient is added to the first, and then the first is subtracted from itself
def largest_stable_rate(f, w):
    w = w.clone().requires_grad_()
    f(w).backward()
    first = w.grad.clone()
    f(w + 0.5).backward()
    return 2 / (w.grad - 2 * first).max()

# method: difference of two gradients, one unit apart
def largest_stable_rate(f, w):
    def gradient(at):
        at = at.clone().requires_grad_()
        f(at).backward()
        return at.grad

    return 2 / (gradient(w + 1) - gradient(w)).max()

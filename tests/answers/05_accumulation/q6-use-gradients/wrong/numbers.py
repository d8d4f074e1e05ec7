# mistake: unnamed
# sums each contribution to a number
def use_gradients(f, w, n):
    uses = [w.clone().requires_grad_() for _ in range(n)]
    f(uses).backward()
    return [use.grad.sum() for use in uses]

# method: n leaves, one pass
def use_gradients(f, w, n):
    uses = [w.clone().requires_grad_() for _ in range(n)]
    f(uses).backward()
    return [use.grad for use in uses]

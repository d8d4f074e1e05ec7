# mistake: unnamed
# last use first
def use_gradients(f, w, n):
    uses = [w.clone().requires_grad_() for _ in range(n)]
    f(uses).backward()
    return [use.grad for use in reversed(uses)]

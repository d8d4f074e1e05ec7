# method: retain_grad on the clones
def use_gradients(f, w, n):
    w = w.clone().requires_grad_()
    uses = [w * 1 for _ in range(n)]
    for use in uses:
        use.retain_grad()
    f(uses).backward()
    return [use.grad for use in uses]

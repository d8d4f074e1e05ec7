# mistake: ZERO_TOO_LATE
# clears each leaf before it is read
def use_gradients(f, w, n):
    uses = [w.clone().requires_grad_() for _ in range(n)]
    f(uses).backward()
    for use in uses:
        use.grad = None
    return [use.grad for use in uses]

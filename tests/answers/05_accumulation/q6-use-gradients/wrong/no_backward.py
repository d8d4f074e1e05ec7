# mistake: NO_BACKWARD
# no backward pass
def use_gradients(f, w, n):
    uses = [w.clone().requires_grad_() for _ in range(n)]
    f(uses)
    return [use.grad for use in uses]

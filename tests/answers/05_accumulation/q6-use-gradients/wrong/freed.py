# mistake: FREED_GRAPH
# a pass for each leaf over one graph
def use_gradients(f, w, n):
    uses = [w.clone().requires_grad_() for _ in range(n)]
    value = f(uses)
    return [torch.autograd.grad(value, use)[0] for use in uses]

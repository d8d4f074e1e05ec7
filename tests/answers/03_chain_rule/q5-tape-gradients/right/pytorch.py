# method: rebuilds the tape with tensors and calls autograd
def tape_gradients(tape):
    values = {}
    for name, sources in tape:
        values[name] = torch.zeros((), dtype=torch.float64, requires_grad=True) + sum(s * values[p] for p, s in sources)
    grads = torch.autograd.grad(values[tape[-1][0]], list(values.values()), materialize_grads=True)
    return {name: grad.item() for name, grad in zip(values, grads, strict=True)}

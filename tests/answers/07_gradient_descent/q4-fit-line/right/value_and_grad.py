# method: torch.func
def fit_line(x, y, lr, steps):
    params, losses = (x.new_zeros(x.shape[1]), x.new_zeros(())), []
    for _ in range(steps):
        gradients, loss = torch.func.grad_and_value(line_loss, argnums=(0, 1))(*params, x, y)
        params = tuple(p - lr * g for p, g in zip(params, gradients, strict=True))
        losses.append(loss)
    return (*params, torch.stack(losses))

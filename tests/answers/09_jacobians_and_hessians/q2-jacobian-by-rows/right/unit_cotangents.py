# method: unit cotangents in the shape of the output
def jacobian_by_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    result = torch.zeros(y.numel(), *x.shape, dtype=x.dtype, device=x.device)
    for k in range(y.numel()):
        v = torch.zeros(y.numel(), dtype=y.dtype, device=y.device)
        v[k] = 1.0
        (result[k],) = torch.autograd.grad(y, x, grad_outputs=v.reshape(y.shape), retain_graph=True)
    return result.reshape(*y.shape, *x.shape)

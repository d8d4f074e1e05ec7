# mistake: VJP_IS_NOT_JACOBIAN
# backward with ones gives all derivatives
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    return torch.autograd.grad(y, x, torch.ones_like(y))[0]

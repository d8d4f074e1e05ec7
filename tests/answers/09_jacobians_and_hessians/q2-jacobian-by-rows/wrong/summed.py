# mistake: VJP_IS_NOT_JACOBIAN
def jacobian_by_rows(f, x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]

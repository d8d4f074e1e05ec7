# mistake: unnamed
# the gradient of the sum on a diagonal
def jacobian_rows(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return torch.diag(x.grad)

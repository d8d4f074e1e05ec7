# mistake: unnamed
# One pass from the sum of the gradient: the rows of the Hessian added up.
def gradient_and_hessian(x):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(rosenbrock(x), x, create_graph=True)
    return gradient, torch.autograd.grad(gradient.sum(), x)[0]

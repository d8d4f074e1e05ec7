# mistake: HESSIAN_NO_GRAPH
def gradient_and_hessian(x):
    def slopes(p):
        return torch.autograd.grad(rosenbrock(p), p)[0]

    leaf = x.clone().requires_grad_()
    return slopes(leaf), torch.autograd.functional.jacobian(slopes, x)

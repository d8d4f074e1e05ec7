# mistake: HESSIAN_NO_GRAPH
def newton_step(f, x):
    def slopes(p):
        return torch.autograd.grad(f(p), p)[0]

    hessian = torch.autograd.functional.jacobian(slopes, x)
    return x - torch.linalg.solve(hessian, slopes(x.clone().requires_grad_()))

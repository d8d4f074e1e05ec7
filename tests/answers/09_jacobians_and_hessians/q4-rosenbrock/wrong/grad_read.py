# mistake: HESSIAN_NO_GRAPH
# .grad of an ordinary backward pass.
def gradient_and_hessian(x):
    x = x.clone().requires_grad_()
    rosenbrock(x).backward()
    rows = [torch.autograd.grad(x.grad[i], x)[0] for i in range(2)]
    return x.grad, torch.stack(rows)

# method: backward() on the input, and torch.autograd.functional
def gradient_and_hessian(x):
    rosenbrock(x.requires_grad_()).backward()
    return x.grad, torch.autograd.functional.hessian(rosenbrock, x)

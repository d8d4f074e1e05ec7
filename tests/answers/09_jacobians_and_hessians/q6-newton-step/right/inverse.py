# method: the inverse, which the formula names
def newton_step(f, x):
    hessian = torch.autograd.functional.hessian(f, x)
    return x - torch.linalg.inv(hessian) @ torch.func.grad(f)(x)

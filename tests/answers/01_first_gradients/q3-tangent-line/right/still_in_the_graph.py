# method: autograd.grad, the intercept still requires grad, and a list returned
def tangent_line(f, a):
    a.requires_grad_()
    height = f(a)
    (m,) = torch.autograd.grad(height, a)
    return [m, height - m * a]

# method: two linear equations for (m, b), solved
def tangent_line(f, a):
    m = torch.func.grad(f)(a)
    one, zero = torch.ones_like(a), torch.zeros_like(a)
    matrix = torch.stack([torch.stack([one, zero]), torch.stack([a, one])])
    return torch.linalg.solve(matrix, torch.stack([m, f(a)])).unbind()

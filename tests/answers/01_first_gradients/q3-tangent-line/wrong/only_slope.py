# mistake: unnamed
# the slope is the answer
def tangent_line(f, a):
    return torch.func.grad(f)(a)

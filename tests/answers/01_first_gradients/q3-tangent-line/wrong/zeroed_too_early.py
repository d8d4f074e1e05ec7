# mistake: unnamed
# tidies .grad up, which is the very tensor returned
def tangent_line(f, a):
    a = a.clone().requires_grad_()
    height = f(a)
    height.backward()
    slope = a.grad
    b = height - slope * a
    a.grad.zero_()
    return slope, b.detach()

# method: the line's height at 0, by walking from a to 0
def tangent_line(f, a):
    leaf = a.clone().requires_grad_()
    f(leaf).backward()
    line = lambda x: f(a) + leaf.grad * (x - a)
    return leaf.grad, line(torch.zeros_like(a))

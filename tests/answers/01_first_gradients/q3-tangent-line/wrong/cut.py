# mistake: unnamed
# no_grad around the value "to save memory"
def tangent_line(f, a):
    a = a.clone().requires_grad_()
    with torch.no_grad():
        height = f(a)
    height.backward()
    return a.grad, height - a.grad * a

# mistake: unnamed
# a new leaf in the default type
def tangent_line(f, a):
    a = torch.tensor(a.item(), requires_grad=True, device=device)
    height = f(a)
    height.backward()
    return a.grad, (height - a.grad * a).detach()

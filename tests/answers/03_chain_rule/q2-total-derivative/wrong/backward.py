# mistake: unnamed
# right number, by autograd
def total_derivative(t):
    t = t.clone().requires_grad_()
    outer(torch.cos(t), t**2).backward()
    return t.grad

# method: recorded in every pass but the last
def derivatives(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for k in range(1, order + 1):
        value = torch.autograd.grad(value, x, create_graph=k < order)[0]
        found.append(value.detach())
    return found

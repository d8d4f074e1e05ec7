# mistake: GRAPH_CUT
# the product as a number
def pair_gradient(x, y):
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    value = (x * y).item() ** 2 + torch.sin(x) ** 2 + y**2
    value.backward()
    return x.grad, y.grad

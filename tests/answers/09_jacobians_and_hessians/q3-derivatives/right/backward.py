# method: backward with create_graph, cleared before each pass
def derivatives(f, x, order):
    x = x.clone().requires_grad_()
    value, found = f(x), []
    for _ in range(order):
        x.grad = None
        value.backward(create_graph=True)
        value = x.grad
        found.append(value.detach().clone())
    return tuple(found)

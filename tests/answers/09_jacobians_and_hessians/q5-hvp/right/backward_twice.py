# method: backward() twice
def hvp(f, x, v):
    leaf = x.clone().requires_grad_()
    f(leaf).backward(create_graph=True)
    gradient = leaf.grad
    leaf.grad = None
    (gradient * v).sum().backward()
    return leaf.grad

# mistake: FREED_GRAPH
# Keeps the graph in no pass over the rows.
def gradient_and_hessian(x):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(rosenbrock(x), x, create_graph=True)
    rows = [torch.autograd.grad(gradient[i], x)[0] for i in range(2)]
    return gradient, torch.stack(rows)

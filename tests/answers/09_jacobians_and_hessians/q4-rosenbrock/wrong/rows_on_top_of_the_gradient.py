# mistake: unnamed
# every row is added to .grad
def gradient_and_hessian(x):
    leaf = x.clone().requires_grad_()
    rosenbrock(leaf).backward(create_graph=True)
    gradient = leaf.grad
    rows = []
    for entry in gradient.clone():
        entry.backward(retain_graph=True)
        rows.append(leaf.grad.detach().clone())
    return gradient.detach(), torch.stack(rows)

# method: two backward passes, each over a graph of its own
def polar_jacobian(polar):
    rows = []
    for i in range(2):
        leaf = polar.clone().requires_grad_()
        cartesian(leaf)[i].backward()
        rows.append(leaf.grad)
    return torch.stack(rows)

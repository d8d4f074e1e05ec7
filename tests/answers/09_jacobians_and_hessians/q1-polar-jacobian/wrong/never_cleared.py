# mistake: NO_ZERO_GRAD
# One leaf for both rows.
def polar_jacobian(polar):
    leaf, rows = polar.clone().requires_grad_(), []
    for i in range(2):
        cartesian(leaf)[i].backward()
        rows.append(leaf.grad.clone())
    return torch.stack(rows)

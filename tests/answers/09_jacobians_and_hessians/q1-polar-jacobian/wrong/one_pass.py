# mistake: VJP_IS_NOT_JACOBIAN
def polar_jacobian(polar):
    leaf = polar.clone().requires_grad_()
    cartesian(leaf).backward(torch.ones(2, dtype=polar.dtype, device=polar.device))
    return leaf.grad

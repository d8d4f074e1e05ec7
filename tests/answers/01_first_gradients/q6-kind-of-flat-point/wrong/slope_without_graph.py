# mistake: HESSIAN_NO_GRAPH
# differentiates the gradient, which has no graph
def kind_of_flat_point(f, x):
    x = x.clone().requires_grad_()
    (slope,) = torch.autograd.grad(f(x), x)
    (curvature,) = torch.autograd.grad(slope, x)
    return "minimum" if curvature > 0 else "maximum" if curvature < 0 else "neither"

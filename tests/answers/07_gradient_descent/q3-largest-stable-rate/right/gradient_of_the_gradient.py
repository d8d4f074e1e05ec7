# method: create_graph, and the gradient of the summed gradient
def largest_stable_rate(f, w):
    w = w.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(w), w, create_graph=True)
    (curvatures,) = torch.autograd.grad(gradient.sum(), w)
    return 2 / curvatures.max()

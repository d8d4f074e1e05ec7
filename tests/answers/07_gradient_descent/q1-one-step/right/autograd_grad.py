# method: autograd.grad; the result stays in the graph
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(w), w)
    return w - lr * gradient

# method: without a parameter
def parameter_gradient(w):
    w.requires_grad_()
    energy(w).backward()
    return w.grad

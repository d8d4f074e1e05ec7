# method: n clones of one leaf, which are computed tensors, as the inputs of autograd.grad
def use_gradients(f, w, n):
    w = w.clone().requires_grad_()
    uses = [w.clone() for _ in range(n)]
    return list(torch.autograd.grad(f(uses), uses))

# method: autograd.grad for both
def both_gradients(w, b):
    inputs = (w.requires_grad_(), b.requires_grad_())
    return torch.autograd.grad(swing(*inputs), inputs)

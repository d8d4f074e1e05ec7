# method: autograd.grad, put into .grad by hand
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    (h.grad,) = torch.autograd.grad(loss_of(h), h)
    return h

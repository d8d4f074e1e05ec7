# mistake: unnamed
# stopped at the trunk
def separate_gradients(trunk, head_a, head_b, w):
    h = trunk(w).detach().requires_grad_()
    return torch.autograd.grad(head_a(h), h)[0], torch.autograd.grad(head_b(h), h)[0]

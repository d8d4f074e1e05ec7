# mistake: unnamed
# the trunk for each head
def separate_gradients(trunk, head_a, head_b, w):
    w = w.clone().requires_grad_()
    (a,) = torch.autograd.grad(head_a(trunk(w)), w)
    (b,) = torch.autograd.grad(head_b(trunk(w)), w)
    return a, b

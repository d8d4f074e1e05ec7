# mistake: unnamed
# writes out entries 0 and 1
def one_step(f, w, lr):
    w = w.clone().requires_grad_()
    f(w).backward()
    return torch.stack([w[0] - lr * w.grad[0], w[1] - lr * w.grad[1]]).detach()

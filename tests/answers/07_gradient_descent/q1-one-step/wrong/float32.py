# mistake: unnamed
# a new tensor in the default type
def one_step(f, w, lr):
    w = torch.tensor(w.tolist(), device=w.device, requires_grad=True)
    f(w).backward()
    return w.detach() - lr * w.grad

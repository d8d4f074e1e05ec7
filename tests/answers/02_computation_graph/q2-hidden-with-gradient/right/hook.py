# method: a hook that stores the gradient
def hidden_with_gradient(x, w):
    h = hidden(x, torch.nn.Parameter(w))

    def store(gradient):
        h.grad = gradient

    h.register_hook(store)
    loss_of(h).backward()
    return h

# mistake: unnamed
# forgot that something must require grad
def hidden_with_gradient(x, w):
    h = hidden(x, w)
    h.retain_grad()
    loss_of(h).backward()
    return h

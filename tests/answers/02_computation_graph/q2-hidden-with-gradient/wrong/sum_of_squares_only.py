# mistake: unnamed
# left out the product
def hidden_with_gradient(x, w):
    h = hidden(x, w.clone().requires_grad_())
    h.retain_grad()
    (h**2).sum().backward()
    return h

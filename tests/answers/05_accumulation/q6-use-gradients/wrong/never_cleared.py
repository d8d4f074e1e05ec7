# mistake: NO_ZERO_GRAD
# one leaf, put in each place in turn, and never cleared
def use_gradients(f, w, n):
    leaf = w.clone().requires_grad_()
    gradients = []
    for k in range(n):
        uses = [w] * n
        uses[k] = leaf
        f(uses).backward()
        gradients.append(leaf.grad.clone())
    return gradients

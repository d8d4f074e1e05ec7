# mistake: unnamed
# the same without a copy: n names of one tensor
def use_gradients(f, w, n):
    leaf = w.clone().requires_grad_()
    gradients = []
    for k in range(n):
        uses = [w] * n
        uses[k] = leaf
        f(uses).backward()
        gradients.append(leaf.grad)
    return gradients

# mistake: NONLEAF_GRAD
# reads .grad of clones of a leaf
def use_gradients(f, w, n):
    w = w.clone().requires_grad_()
    uses = [w.clone() for _ in range(n)]
    f(uses).backward()
    return [use.grad for use in uses]

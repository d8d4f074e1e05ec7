# mistake: unnamed
# a list of n times the same leaf
def use_gradients(f, w, n):
    uses = [w.clone().requires_grad_()] * n
    f(uses).backward()
    return [use.grad for use in uses]

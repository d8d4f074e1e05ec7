# method: a Parameter, and step() with a closure
def descend_with(f, w, make, steps):
    p = torch.nn.Parameter(w)
    optimizer = make([p])
    path = w.new_empty(steps + 1, *w.shape)
    path[0] = p.detach()

    def closure():
        optimizer.zero_grad()
        value = f(p)
        value.backward()
        return value

    for k in range(steps):
        optimizer.step(closure)
        path[k + 1] = p.detach()
    return path

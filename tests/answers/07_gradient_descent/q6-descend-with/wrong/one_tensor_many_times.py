# mistake: unnamed
# a list of detach() without clone()
def descend_with(f, w, make, steps):
    w = w.clone().requires_grad_()
    optimizer = make([w])
    path = [w.detach()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(w).backward()
        optimizer.step()
        path.append(w.detach())
    return torch.stack(path)

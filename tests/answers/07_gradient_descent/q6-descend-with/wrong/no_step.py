# mistake: unnamed
# forgets step()
def descend_with(f, w, make, steps):
    w = w.clone().requires_grad_()
    optimizer = make([w])
    path = [w.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(w).backward()
        path.append(w.detach().clone())
    return torch.stack(path)

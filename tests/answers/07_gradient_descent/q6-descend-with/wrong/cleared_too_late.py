# mistake: ZERO_TOO_LATE
# clears between backward and step
def descend_with(f, w, make, steps):
    w = w.clone().requires_grad_()
    optimizer = make([w])
    path = [w.detach().clone()]
    for _ in range(steps):
        f(w).backward()
        optimizer.zero_grad()
        optimizer.step()
        path.append(w.detach().clone())
    return torch.stack(path)

# mistake: unnamed
# an optimizer takes a tensor without requires_grad, and nothing reaches it
def descend_with(f, w, make, steps):
    w = w.clone()
    optimizer = make([w])
    path = [w.clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(w).backward()
        optimizer.step()
        path.append(w.clone())
    return torch.stack(path)

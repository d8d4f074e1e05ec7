# mistake: unnamed
# a new optimizer in each round forgets its state
def descend_with(f, w, make, steps):
    w = w.clone().requires_grad_()
    path = [w.detach().clone()]
    for _ in range(steps):
        optimizer = make([w])
        optimizer.zero_grad()
        f(w).backward()
        optimizer.step()
        path.append(w.detach().clone())
    return torch.stack(path)

# method: clears after the step, with zeros
def descend_with(f, w, make, steps):
    w.requires_grad_()
    optimizer = make([w])
    path = [w.detach().clone()]
    for _ in range(steps):
        f(w).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)
        path.append(w.detach().clone())
    return torch.stack(path)

# mistake: STEP_BEFORE_BACKWARD
# value, step, clear, backward: the step changes what the backward pass needs
def descend_with(f, w, make, steps):
    w = w.clone().requires_grad_()
    optimizer = make([w])
    path = [w.detach().clone()]
    for _ in range(steps):
        value = f(w)
        optimizer.step()
        optimizer.zero_grad()
        value.backward()
        path.append(w.detach().clone())
    return torch.stack(path)

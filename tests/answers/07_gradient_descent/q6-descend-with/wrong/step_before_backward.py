# mistake: STEP_BEFORE_BACKWARD
# the step stands above the backward pass
def descend_with(f, w, make, steps):
    w = w.clone().requires_grad_()
    optimizer = make([w])
    path = [w.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        value = f(w)
        optimizer.step()
        value.backward()
        path.append(w.detach().clone())
    return torch.stack(path)

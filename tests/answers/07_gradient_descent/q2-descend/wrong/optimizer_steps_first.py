# mistake: STEP_BEFORE_BACKWARD
# the step stands above the backward pass
def descend(f, w, lr, steps):
    w = w.clone().requires_grad_()
    optimizer = torch.optim.SGD([w], lr=lr)
    path = [w.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        loss = f(w)
        optimizer.step()
        loss.backward()
        path.append(w.detach().clone())
    return torch.stack(path)

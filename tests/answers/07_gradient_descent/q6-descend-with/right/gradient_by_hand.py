# method: fills .grad with what torch.func.grad gives
def descend_with(f, w, make, steps):
    w = w.clone().requires_grad_()
    optimizer = make([w])
    path = [w.tolist()]
    for _ in range(steps):
        w.grad = torch.func.grad(f)(w.detach())
        optimizer.step()
        path.append(w.tolist())
    return torch.tensor(path, dtype=w.dtype, device=w.device)

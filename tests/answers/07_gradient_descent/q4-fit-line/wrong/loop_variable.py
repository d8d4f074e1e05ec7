# mistake: REBOUND_LEAF
# gives the new value to the loop variable
def fit_line(x, y, lr, steps):
    model = torch.nn.Linear(x.shape[1], 1, dtype=x.dtype, device=x.device)
    torch.nn.init.zeros_(model.weight)
    torch.nn.init.zeros_(model.bias)
    losses = []
    for _ in range(steps):
        model.zero_grad()
        loss = ((model(x)[:, 0] - y) ** 2).mean()
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            for p in model.parameters():
                p = p - lr * p.grad
    return model.weight[0], model.bias[0], torch.tensor(losses, dtype=x.dtype, device=x.device)

# mistake: unnamed
# the output is (n, 1), y is (n,), and the difference (n, n)
def fit_line(x, y, lr, steps):
    model = torch.nn.Linear(x.shape[1], 1, dtype=x.dtype, device=x.device)
    torch.nn.init.zeros_(model.weight)
    torch.nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = ((model(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model.weight[0], model.bias[0], torch.tensor(losses, dtype=x.dtype, device=x.device)

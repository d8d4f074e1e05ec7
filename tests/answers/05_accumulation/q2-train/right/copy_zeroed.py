# method: works on a copy, so that the old gradient stays where it is
def train(loss, w, steps, learning_rate):
    mine = w.detach().clone().requires_grad_()
    optimizer = torch.optim.SGD([mine], lr=learning_rate)
    losses = []
    for _ in range(steps):
        value = loss(mine)
        losses.append(value.item())
        value.backward()
        optimizer.step()
        optimizer.zero_grad()
    return losses

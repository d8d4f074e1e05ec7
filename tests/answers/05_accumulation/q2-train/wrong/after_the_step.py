# mistake: NO_ZERO_GRAD
# cleared at the end of each round, so that what was left behind counts in the first
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        optimizer.step()
        optimizer.zero_grad()
    return losses

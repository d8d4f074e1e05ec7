# mistake: ZERO_TOO_LATE
# cleared right before the step, so that it starts clean
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        optimizer.zero_grad()
        optimizer.step()
    return losses

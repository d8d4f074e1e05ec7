# mistake: unnamed
# clears in every second round
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for k in range(steps):
        if k % 2 == 0:
            optimizer.zero_grad()
        value = loss(w)
        losses.append(value.item())
        value.backward()
        optimizer.step()
    return losses

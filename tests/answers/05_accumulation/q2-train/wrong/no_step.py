# mistake: unnamed
# clears in the right place, and forgot the step
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss(w)
        losses.append(value.item())
        value.backward()
    return losses

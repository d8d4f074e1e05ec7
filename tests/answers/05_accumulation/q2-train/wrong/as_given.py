# mistake: NO_ZERO_GRAD
# the loop of the question, unchanged
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        optimizer.step()
    return losses

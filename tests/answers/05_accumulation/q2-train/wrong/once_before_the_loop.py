# mistake: NO_ZERO_GRAD
# cleared once, before the loop
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    optimizer.zero_grad()
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        optimizer.step()
    return losses

# mistake: FREED_GRAPH
# computed the loss once, before the loop
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    value = loss(w)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        losses.append(value.item())
        value.backward()
        optimizer.step()
    return losses

# mistake: unnamed
# the loss of a copy, before the loop, with the graph kept: always the first slope
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    value = loss(w.clone())
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        losses.append(loss(w).item())
        value.backward(retain_graph=True)
        optimizer.step()
    return losses

# mistake: unnamed
# returns the last loss
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss(w)
        value.backward()
        optimizer.step()
    return value.item()

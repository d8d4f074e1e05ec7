# mistake: unnamed
# zero_ before the first pass, when there is no gradient yet
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        w.grad.zero_()
        value = loss(w)
        losses.append(value.item())
        value.backward()
        optimizer.step()
    return losses

# method: w.grad = None before the loop and at the end of each round
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    w.grad = None
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        optimizer.step()
        w.grad = None
    return losses

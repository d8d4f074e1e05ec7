# method: a fresh leaf in each round, no optimizer
def train(loss, w, steps, learning_rate):
    losses = []
    for _ in range(steps):
        w = w.detach().clone().requires_grad_()
        value = loss(w)
        losses.append(value.item())
        value.backward()
        w = w - learning_rate * w.grad
    return losses

# method: autograd.grad, its result put into .grad
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        w.grad = torch.autograd.grad(value, w)[0]
        optimizer.step()
    return losses

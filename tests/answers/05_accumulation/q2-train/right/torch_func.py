# method: torch.func, no leaf at all
def train(loss, w, steps, learning_rate):
    w, losses = w.detach(), []
    for _ in range(steps):
        gradient, value = torch.func.grad_and_value(loss)(w)
        losses.append(value.item())
        w = w - learning_rate * gradient
    return losses

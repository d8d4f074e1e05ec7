# mistake: NO_ZERO_GRAD
# an update by hand, and nobody clears
def train(loss, w, steps, learning_rate):
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
    return losses

# mistake: ZERO_TOO_LATE
# None before an update by hand, which then fails on None
def train(loss, w, steps, learning_rate):
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        w.grad = None
        with torch.no_grad():
            w -= learning_rate * w.grad
    return losses

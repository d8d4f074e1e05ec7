# mistake: ZERO_TOO_LATE
# the same with an update by hand
def train(loss, w, steps, learning_rate):
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        w.grad.zero_()
        with torch.no_grad():
            w -= learning_rate * w.grad
    return losses

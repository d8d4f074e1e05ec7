# mistake: ZERO_TOO_LATE
# forgot the step, so that each gradient is cleared before anything has used it
def train(loss, w, steps, learning_rate):
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        w.grad = None
    return losses

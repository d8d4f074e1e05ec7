# method: an update by hand under no_grad, zero_ after it and before the loop
def train(loss, w, steps, learning_rate):
    if w.grad is not None:
        w.grad.zero_()
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(float(value))
        value.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad.zero_()
    return losses

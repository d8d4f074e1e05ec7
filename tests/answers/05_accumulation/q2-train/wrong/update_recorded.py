# mistake: BAD_PARAM_UPDATE
# an update by hand, without no_grad
def train(loss, w, steps, learning_rate):
    losses = []
    for _ in range(steps):
        w.grad = None
        value = loss(w)
        losses.append(value.item())
        value.backward()
        w -= learning_rate * w.grad
    return losses

# mistake: unnamed
# a plus in the update by hand
def train(loss, w, steps, learning_rate):
    losses = []
    for _ in range(steps):
        w.grad = None
        value = loss(w)
        losses.append(value.item())
        value.backward()
        with torch.no_grad():
            w += learning_rate * w.grad
    return losses

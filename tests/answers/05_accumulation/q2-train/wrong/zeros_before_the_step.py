# mistake: ZERO_TOO_LATE
# zero_ on the gradient, after the pass
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        value.backward()
        w.grad.zero_()
        optimizer.step()
    return losses

# method: set_to_none=False, between the forward and the backward pass
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        value = loss(w)
        losses.append(value.item())
        optimizer.zero_grad(set_to_none=False)
        value.backward()
        optimizer.step()
    return losses

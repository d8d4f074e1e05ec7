# mistake: SAVED_TENSOR_MUTATED
# the same, with the advice of the error message
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    value = loss(w)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        losses.append(value.item())
        value.backward(retain_graph=True)
        optimizer.step()
    return losses

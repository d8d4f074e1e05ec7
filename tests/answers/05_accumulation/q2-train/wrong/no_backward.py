# mistake: unnamed
# no backward pass, so that each step finds nothing and moves nothing
def train(loss, w, steps, learning_rate):
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        losses.append(loss(w).item())
        optimizer.step()
    return losses

# mistake: CLIP_AFTER_STEP
# leaves the broken batch out, and clips when the step is made
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        value = loss(parameters, batch)
        value.backward()
        if torch.isfinite(value):
            optimizer.step()
            norms.append(torch.nn.utils.clip_grad_norm_(parameters, max_norm).item())
    return norms

# mistake: unnamed
# takes a finite loss for a finite gradient
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        value = loss(parameters, batch)
        if torch.isfinite(value):
            value.backward()
            norms.append(clip_grad_norm_(parameters, max_norm).item())
            optimizer.step()
    return norms

# mistake: unnamed
# looks for nan in the batch
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        x = batch[0] if isinstance(batch, tuple) else torch.tensor(batch)
        if torch.isnan(x).any():
            continue
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        norms.append(clip_grad_norm_(parameters, max_norm).item())
        optimizer.step()
    return norms

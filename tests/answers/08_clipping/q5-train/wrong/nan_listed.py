# mistake: unnamed
# lists the norm of the batch that was left out
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        norm = clip_grad_norm_(parameters, max_norm)
        norms.append(norm.item())
        if torch.isfinite(norm):
            optimizer.step()
    return norms

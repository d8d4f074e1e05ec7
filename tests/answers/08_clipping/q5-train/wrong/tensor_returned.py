# mistake: unnamed
# returns a tensor of norms
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        norm = clip_grad_norm_(parameters, max_norm)
        if torch.isfinite(norm):
            optimizer.step()
            norms.append(norm)
    return torch.stack(norms)

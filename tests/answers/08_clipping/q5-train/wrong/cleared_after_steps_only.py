# mistake: unnamed
# clears after a step only, so nan stays in .grad
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        loss(parameters, batch).backward()
        norm = clip_grad_norm_(parameters, max_norm)
        if torch.isfinite(norm):
            optimizer.step()
            norms.append(norm.item())
            optimizer.zero_grad()
    return norms

# mistake: CLIP_AFTER_STEP
# measures and clips when the step is made
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        optimizer.step()
        norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        if torch.isfinite(norm):
            norms.append(norm.item())
    return norms

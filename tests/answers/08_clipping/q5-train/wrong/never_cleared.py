# mistake: NO_ZERO_GRAD
# each round adds to the clipped gradient of the last
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        loss(parameters, batch).backward()
        norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        if torch.isfinite(norm):
            optimizer.step()
            norms.append(norm.item())
    return norms

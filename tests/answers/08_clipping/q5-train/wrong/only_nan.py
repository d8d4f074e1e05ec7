# mistake: unnamed
# leaves out nan, and steps with an infinite gradient
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        if norm.isnan():
            continue
        optimizer.step()
        norms.append(norm.item())
    return norms

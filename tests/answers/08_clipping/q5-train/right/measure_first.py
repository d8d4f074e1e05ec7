# method: measures, then clips
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        norm = sum((p.grad**2).sum() for p in parameters) ** 0.5
        if norm == norm and norm != float("inf"):
            clip_grad_norm_(parameters, max_norm)
            optimizer.step()
            norms.append(norm)
    return norms

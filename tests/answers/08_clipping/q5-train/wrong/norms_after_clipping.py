# mistake: unnamed
# lists the norms after clipping
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        if torch.isfinite(norm):
            optimizer.step()
            norms.append(torch.nn.utils.get_total_norm([p.grad for p in parameters]).item())
    return norms

# mistake: CLIP_PER_PARAMETER
# a call for each parameter
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        norm = torch.nn.utils.get_total_norm([p.grad for p in parameters])
        if torch.isfinite(norm):
            for p in parameters:
                torch.nn.utils.clip_grad_norm_([p], max_norm)
            optimizer.step()
            norms.append(norm.item())
    return norms

# method: the exception of error_if_nonfinite skips the step
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        try:
            norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm, error_if_nonfinite=True)
        except RuntimeError:
            continue
        norms.append(float(norm))
        optimizer.step()
    return norms

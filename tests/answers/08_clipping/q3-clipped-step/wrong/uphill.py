# mistake: unnamed
# plus for minus
def clipped_step(loss, parameters, learning_rate, max_norm):
    for p in parameters:
        p.grad = None
    loss(parameters).backward()
    clip_grad_norm_(parameters, max_norm)
    with torch.no_grad():
        for p in parameters:
            p += learning_rate * p.grad

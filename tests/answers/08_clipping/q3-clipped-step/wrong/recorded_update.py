# mistake: BAD_PARAM_UPDATE
# changes leaves while autograd records
def clipped_step(loss, parameters, learning_rate, max_norm):
    for p in parameters:
        p.grad = None
    loss(parameters).backward()
    clip_grad_norm_(parameters, max_norm)
    for p in parameters:
        p -= learning_rate * p.grad

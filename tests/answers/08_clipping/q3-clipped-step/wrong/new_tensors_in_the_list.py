# mistake: unnamed
# puts new tensors into the list
def clipped_step(loss, parameters, learning_rate, max_norm):
    for p in parameters:
        p.grad = None
    loss(parameters).backward()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    for k, p in enumerate(parameters):
        parameters[k] = (p - learning_rate * p.grad).detach().requires_grad_()

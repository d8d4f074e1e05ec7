# mistake: CLIP_PER_PARAMETER
# a call for each parameter
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    loss(parameters).backward()
    for p in parameters:
        torch.nn.utils.clip_grad_norm_(p, max_norm)
    optimizer.step()

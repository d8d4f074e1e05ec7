# mistake: ZERO_TOO_LATE
# clears between the pass and the step
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    loss(parameters).backward()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    optimizer.zero_grad()
    optimizer.step()

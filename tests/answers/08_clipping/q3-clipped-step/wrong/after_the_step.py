# mistake: CLIP_AFTER_STEP
# clips when the step is made
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    loss(parameters).backward()
    optimizer.step()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)

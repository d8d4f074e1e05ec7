# mistake: CLIP_BY_VALUE
# the other call
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    loss(parameters).backward()
    torch.nn.utils.clip_grad_value_(parameters, max_norm)
    optimizer.step()

# mistake: unnamed
# clips before there is a gradient
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    loss(parameters).backward()
    optimizer.step()

# mistake: NO_ZERO_GRAD
# what somebody left behind is clipped too
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    loss(parameters).backward()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    optimizer.step()

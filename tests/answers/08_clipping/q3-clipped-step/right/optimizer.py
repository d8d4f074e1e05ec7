# method: torch.optim.SGD and PyTorch's call
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    loss(parameters).backward()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    optimizer.step()

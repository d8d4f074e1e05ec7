# method: a hook that clips before the optimizer steps
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.register_step_pre_hook(lambda *_: torch.nn.utils.clip_grad_norm_(parameters, max_norm) and None)
    optimizer.zero_grad()
    loss(parameters).backward()
    optimizer.step()

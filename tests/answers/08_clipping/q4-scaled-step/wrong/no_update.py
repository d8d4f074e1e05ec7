# mistake: unnamed
# forgets the update of the scale
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    scaler.scale(loss(parameters)).backward()
    scaler.unscale_(optimizer)
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    scaler.step(optimizer)
    return scaler.get_scale()

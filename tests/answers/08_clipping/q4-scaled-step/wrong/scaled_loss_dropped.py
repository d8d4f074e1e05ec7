# mistake: unnamed
# scales the loss, and goes backward from the other one
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    value = loss(parameters)
    scaler.scale(value)
    value.backward()
    scaler.unscale_(optimizer)
    clip_grad_norm_(parameters, max_norm)
    scaler.step(optimizer)
    scaler.update()
    return scaler.get_scale()

# method: looks at the norm, and steps with the optimizer
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    scaler.scale(loss(parameters)).backward()
    scaler.unscale_(optimizer)
    if torch.isfinite(clip_grad_norm_(parameters, max_norm)):
        optimizer.step()
    scaler.update()
    return scaler.get_scale()

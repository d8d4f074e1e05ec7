# mistake: unnamed
# raises where the step should be left out
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    scaler.scale(loss(parameters)).backward()
    scaler.unscale_(optimizer)
    clip_grad_norm_(parameters, max_norm, error_if_nonfinite=True)
    scaler.step(optimizer)
    scaler.update()
    return scaler.get_scale()

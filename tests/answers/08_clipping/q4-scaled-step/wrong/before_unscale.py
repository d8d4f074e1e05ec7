# mistake: CLIP_BEFORE_UNSCALE
# clips, then divides
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    scaler.scale(loss(parameters)).backward()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    scaler.unscale_(optimizer)
    scaler.step(optimizer)
    scaler.update()
    return scaler.get_scale()

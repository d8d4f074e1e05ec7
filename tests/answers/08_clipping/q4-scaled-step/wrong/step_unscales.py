# mistake: CLIP_BEFORE_UNSCALE
# leaves the dividing to scaler.step
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    scaler.scale(loss(parameters)).backward()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    scaler.step(optimizer)
    scaler.update()
    return scaler.get_scale()

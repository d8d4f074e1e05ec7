# mistake: CLIP_BEFORE_UNSCALE
# the optimizer steps itself, and nobody divides
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    scaler.scale(loss(parameters)).backward()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    optimizer.step()
    return scaler.get_scale()

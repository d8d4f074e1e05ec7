# mistake: unnamed
# does without the scaler, infinite gradients included
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    loss(parameters).backward()
    clip_grad_norm_(parameters, max_norm)
    optimizer.step()
    return scaler.get_scale()

# mistake: unnamed
# the scaler alone
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    scaler.scale(loss(parameters)).backward()
    scaler.step(optimizer)
    scaler.update()
    return scaler.get_scale()

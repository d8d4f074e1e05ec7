# mistake: unnamed
# cuts off the parameters
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    loss(parameters).backward()
    optimizer.step()
    with torch.no_grad():
        for p in parameters:
            p.clamp_(-max_norm, max_norm)

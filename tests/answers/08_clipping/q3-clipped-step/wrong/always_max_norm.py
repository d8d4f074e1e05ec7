# mistake: unnamed
# the step is always as long as max_norm allows
def clipped_step(loss, parameters, learning_rate, max_norm):
    gradients = torch.autograd.grad(loss(parameters), parameters)
    norm = torch.cat([g.flatten() for g in gradients]).norm()
    with torch.no_grad():
        for p, g in zip(parameters, gradients, strict=True):
            p -= learning_rate * max_norm * g / norm

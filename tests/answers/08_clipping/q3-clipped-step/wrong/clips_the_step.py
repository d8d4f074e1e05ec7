# mistake: unnamed
# clips learning rate times gradient
def clipped_step(loss, parameters, learning_rate, max_norm):
    gradients = torch.autograd.grad(loss(parameters), parameters)
    steps = [learning_rate * g for g in gradients]
    norm = torch.cat([step.flatten() for step in steps]).norm()
    with torch.no_grad():
        for p, step in zip(parameters, steps, strict=True):
            p -= step * min(1.0, max_norm / norm)

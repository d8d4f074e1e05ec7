# method: autograd.grad, .grad never used
def clipped_step(loss, parameters, learning_rate, max_norm):
    gradients = torch.autograd.grad(loss(parameters), parameters)
    norm = torch.cat([g.flatten() for g in gradients]).norm()
    with torch.no_grad():
        for p, g in zip(parameters, gradients, strict=True):
            p.sub_(learning_rate * g * (max_norm / norm).clamp(max=1))

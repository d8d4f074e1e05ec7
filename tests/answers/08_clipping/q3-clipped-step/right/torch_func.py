# method: torch.func.grad
def clipped_step(loss, parameters, learning_rate, max_norm):
    gradients = torch.func.grad(loss)([p.detach() for p in parameters])
    norm = torch.cat([g.flatten() for g in gradients]).norm()
    with torch.no_grad():
        for p, g in zip(parameters, gradients, strict=True):
            p.copy_(p - learning_rate * g * min(1.0, max_norm / norm))

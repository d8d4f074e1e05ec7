# method: autograd.grad of the scaled loss, and own bookkeeping
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    scale = scaler.get_scale()
    gradients = [g / scale for g in torch.autograd.grad(scaler.scale(loss(parameters)), parameters)]
    norm = torch.nn.utils.get_total_norm(gradients)
    if not norm.isfinite():
        return 0.5 * scale
    with torch.no_grad():
        for p, g in zip(parameters, gradients, strict=True):
            p -= learning_rate * g * (max_norm / norm).clamp(max=1)
    return scale

# method: divided by the scale by hand, the step by hand
def scaled_step(loss, parameters, scaler, learning_rate, max_norm):
    scale = scaler.get_scale()
    for p in parameters:
        p.grad = None
    (scale * loss(parameters)).backward()
    norm = torch.cat([p.grad.flatten() / scale for p in parameters]).norm().item()
    if norm != norm or norm == float("inf"):
        return scale / 2
    with torch.no_grad():
        for p in parameters:
            p -= learning_rate * min(1.0, max_norm / norm) * p.grad / scale
    return scale

# mistake: unnamed
# takes the norm anew when some gradients are clipped already
def clipped_step(loss, parameters, learning_rate, max_norm):
    for p in parameters:
        p.grad = None
    loss(parameters).backward()
    with torch.no_grad():
        for p in parameters:
            norm = torch.cat([other.grad.flatten() for other in parameters]).norm()
            p.grad *= min(1.0, max_norm / (norm + 1e-6))
            p -= learning_rate * p.grad

# method: everything by hand, under no_grad
def clipped_step(loss, parameters, learning_rate, max_norm):
    for p in parameters:
        p.grad = None
    loss(parameters).backward()
    with torch.no_grad():
        norm = torch.stack([p.grad.norm() for p in parameters]).norm()
        factor = min(1.0, max_norm / norm)
        for p in parameters:
            p -= learning_rate * factor * p.grad

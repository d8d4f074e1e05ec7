# mistake: CLIP_AFTER_STEP
# the same by hand, and cleared at the end
def clipped_step(loss, parameters, learning_rate, max_norm):
    for p in parameters:
        p.grad = None
    loss(parameters).backward()
    norm = torch.stack([p.grad.norm() for p in parameters]).norm()
    with torch.no_grad():
        for p in parameters:
            p -= learning_rate * p.grad
            p.grad *= min(1.0, max_norm / norm)
            p.grad = None

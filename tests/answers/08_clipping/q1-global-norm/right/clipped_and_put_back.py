# method: clips, and puts the gradients back
def global_norm(parameters):
    kept = [None if p.grad is None else p.grad.clone() for p in parameters]
    norm = clip_grad_norm_(parameters, 1.0)
    for p, gradient in zip(parameters, kept, strict=True):
        p.grad = gradient
    return norm

# method: autograd.grad and an update by hand
def train(loss, parameters, batches, learning_rate, max_norm):
    norms = []
    for batch in batches:
        gradients = torch.autograd.grad(loss(parameters, batch), parameters)
        norm = torch.stack([g.norm() for g in gradients]).norm()
        if norm.isnan() or norm.isinf():
            continue
        norms.append(norm)
        with torch.no_grad():
            for p, g in zip(parameters, gradients, strict=True):
                p -= learning_rate * min(1.0, max_norm / norm.item()) * g
    return norms

# method: assigns to .data
def clipped_step(loss, parameters, learning_rate, max_norm):
    for p in parameters:
        p.grad = torch.zeros_like(p)
    loss(parameters).backward()
    norm = sum((p.grad**2).sum() for p in parameters) ** 0.5
    for p in parameters:
        p.data = p.data - learning_rate * p.grad * min(1.0, max_norm / (norm + 1e-6))

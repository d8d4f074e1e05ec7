# method: torch.func.grad, the clipped gradient written into .grad
def train(loss, parameters, batches, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    norms = []
    for batch in batches:
        gradients = torch.func.grad(loss)([p.detach() for p in parameters], batch)
        norm = torch.nn.utils.get_total_norm(gradients).item()
        if norm < float("inf"):
            for p, g in zip(parameters, gradients, strict=True):
                p.grad = g * min(1.0, max_norm / (norm + 1e-6))
            optimizer.step()
            norms.append(norm)
    return norms

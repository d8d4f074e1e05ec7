# mistake: unnamed
# a matrix norm for matrices
def global_norm(parameters):
    norms = []
    for p in parameters:
        if p.grad is not None:
            norms.append(torch.linalg.matrix_norm(p.grad, 2) if p.dim() == 2 else p.grad.norm())
    return torch.stack(norms).norm()

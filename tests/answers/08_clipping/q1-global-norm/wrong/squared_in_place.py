# mistake: unnamed
# squares the gradients in place
def global_norm(parameters):
    total = 0.0
    for p in parameters:
        if p.grad is not None:
            total = total + p.grad.pow_(2).sum()
    return total**0.5

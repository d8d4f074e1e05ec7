# mistake: JACOBIAN_TRANSPOSED
# Stacks what happens when r moves, then what happens when the angle moves.
def polar_jacobian(polar):
    r, angle = polar
    c, s = torch.cos(angle), torch.sin(angle)
    return torch.stack([torch.stack([c, s]), torch.stack([-r * s, r * c])])

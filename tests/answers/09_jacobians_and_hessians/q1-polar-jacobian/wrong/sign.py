# mistake: unnamed
# The derivative of the cosine has lost its minus.
def polar_jacobian(polar):
    r, angle = polar
    c, s = torch.cos(angle), torch.sin(angle)
    return torch.stack([torch.stack([c, r * s]), torch.stack([s, r * c])])

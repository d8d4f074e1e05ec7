# mistake: unnamed
# takes the angle for degrees
def polar_jacobian(polar):
    r, angle = polar
    angle = torch.deg2rad(angle)
    c, s = torch.cos(angle), torch.sin(angle)
    return torch.stack([torch.stack([c, -r * s]), torch.stack([s, r * c])])

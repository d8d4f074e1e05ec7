# mistake: unnamed
# makes a tensor without a dtype
def polar_jacobian(polar):
    import math

    r, angle = polar.tolist()
    return torch.tensor([[math.cos(angle), -r * math.sin(angle)], [math.sin(angle), r * math.cos(angle)]])

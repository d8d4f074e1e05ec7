# mistake: unnamed
# the formula of the worked input, for every f
def pull_back(f, x, v):
    a, b, c = x
    return torch.stack([v[0] * b * c + v[1] * (b + c), v[0] * a * c + v[1] * (a + c), v[0] * a * b + v[1] * (a + b)])

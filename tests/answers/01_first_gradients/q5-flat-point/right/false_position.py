# method: the Illinois variant of false position
def flat_point(f, low, high):
    slope = torch.func.grad(f)
    a, b = number(low), number(high)
    at_a, at_b = slope(a), slope(b)
    for _ in range(60):
        if at_a == at_b:
            break
        c = (a * at_b - b * at_a) / (at_b - at_a)
        at_c = slope(c)
        if at_c * at_b < 0:
            a, at_a = b, at_b
        else:
            at_a = at_a / 2
        b, at_b = c, at_c
    return b.clamp(low, high)

# method: bisection on the sign of the slope
def flat_point(f, low, high):
    def slope(x):
        x = torch.tensor(x, dtype=torch.float64, device=device, requires_grad=True)
        f(x).backward()
        return x.grad

    sign = torch.sign(slope(high))
    while high - low > 1e-12:
        middle = (low + high) / 2
        if sign * slope(middle) > 0:
            high = middle
        else:
            low = middle
    return middle

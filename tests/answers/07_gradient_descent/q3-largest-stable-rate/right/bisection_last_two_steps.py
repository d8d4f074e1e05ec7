# method: measured by the last two steps
def largest_stable_rate(f, w):
    def runs_away(lr):
        x = w + 1.2345
        lengths = []
        for _ in range(50):
            leaf = x.clone().requires_grad_()
            f(leaf).backward()
            x = x - lr * leaf.grad
            lengths.append((lr * leaf.grad).norm().item())
            if lengths[-1] > 1e100:
                return True
        return lengths[-1] > lengths[-2]

    high = 1e-3
    while not runs_away(high):
        high *= 2
    low = high / 2 if high > 1e-3 else 0.0
    for _ in range(12):
        middle = (low + high) / 2
        if runs_away(middle):
            high = middle
        else:
            low = middle
    return low

# mistake: unnamed
# measures as the lesson does, 50 steps, last step longer than first: imprecise by 1.1e-3, and only up to 3
def largest_stable_rate(f, w):
    def runs_away(lr):
        x = w.clone().requires_grad_()
        lengths = []
        for _ in range(50):
            x.grad = None
            f(x).backward()
            lengths.append((lr * x.grad).norm().item())
            with torch.no_grad():
                x -= lr * x.grad
        return lengths[-1] > lengths[0]

    settles, diverges = 0.0, 3.0
    for _ in range(25):
        middle = (settles + diverges) / 2
        if runs_away(middle):
            diverges = middle
        else:
            settles = middle
    return settles

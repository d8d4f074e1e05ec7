# mistake: LR_TOO_LARGE
# takes the gradient at w for the curvature
def largest_stable_rate(f, w):
    return 2 / torch.func.grad(f)(w).abs().max()

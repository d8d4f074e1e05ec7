# mistake: unnamed
# uses the gradient of bowl by hand for every f
def one_step(f, w, lr):
    return w - lr * torch.stack([2 * (w[0] - 1), 8 * (w[1] + 2)])

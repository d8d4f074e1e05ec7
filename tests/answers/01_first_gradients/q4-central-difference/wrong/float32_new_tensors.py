# mistake: FLOAT32_CHECK
# new tensors in the default type
def central_difference(f, x, h):
    right = f(torch.tensor(x.item() + h))
    left = f(torch.tensor(x.item() - h))
    return ((right - left) / (2 * h)).item()

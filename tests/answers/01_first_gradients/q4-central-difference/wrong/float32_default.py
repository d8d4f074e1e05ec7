# mistake: FLOAT32_CHECK
# a new tensor in the default type, and the answer made float64 at the end
def central_difference(f, x, h):
    x = torch.tensor(float(x), device=device)
    return ((f(x + h) - f(x - h)) / (2 * h)).double()

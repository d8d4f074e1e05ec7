# method: Python floats throughout, float64 tensors only for f
def central_difference(f, x, h):
    def at(z):
        return f(torch.tensor(z, dtype=torch.float64, device=device)).item()

    return (at(float(x) + h) - at(float(x) - h)) / (2 * h)

# mistake: FLOAT32_CHECK
# makes the two values float32
def central_difference(f, x, h):
    right, left = f(x + h).float(), f(x - h).float()
    return (right - left) / (2 * h)

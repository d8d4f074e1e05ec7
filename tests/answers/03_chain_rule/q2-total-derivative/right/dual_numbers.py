# method: forward: each value with its derivative by t
def total_derivative(t):
    x, x_dot = torch.cos(t), -torch.sin(t)
    y, y_dot = t**2, 2 * t
    square, square_dot = x * x, 2 * x * x_dot
    return square_dot * y + square * y_dot + y_dot

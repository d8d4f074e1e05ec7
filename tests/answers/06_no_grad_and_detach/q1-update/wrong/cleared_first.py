# mistake: unnamed
# zeroes the gradient before it is used
def update(w, learning_rate):
    w.grad.zero_()
    with torch.no_grad():
        w -= learning_rate * w.grad

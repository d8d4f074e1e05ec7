# mistake: unnamed
# turns requires_grad off to be allowed, and leaves it off
def update(w, learning_rate):
    w.requires_grad_(False)
    w -= learning_rate * w.grad

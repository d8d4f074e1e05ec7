# mistake: unnamed
# a new tensor of the same name
def update(w, learning_rate):
    with torch.no_grad():
        w = w - learning_rate * w.grad
    return w

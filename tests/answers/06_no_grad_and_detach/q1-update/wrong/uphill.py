# mistake: unnamed
# wrong sign
def update(w, learning_rate):
    with torch.no_grad():
        w += learning_rate * w.grad

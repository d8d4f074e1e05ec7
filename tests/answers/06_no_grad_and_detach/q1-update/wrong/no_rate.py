# mistake: unnamed
# forgets the learning rate
def update(w, learning_rate):
    with torch.no_grad():
        w -= w.grad

# method: subtraction in place under no_grad
def update(w, learning_rate):
    with torch.no_grad():
        w -= learning_rate * w.grad

# method: entry by entry, in place
def update(w, learning_rate):
    with torch.no_grad():
        if w.ndim == 0:
            w -= learning_rate * w.grad
        else:
            for i in range(len(w)):
                w[i] -= learning_rate * w.grad[i]

# method: through detach(), which shares storage and version counter
def update(w, learning_rate):
    w.detach().sub_(w.grad, alpha=learning_rate)

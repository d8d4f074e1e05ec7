# mistake: DATA_BYPASS
# from an old tutorial
def update(w, learning_rate):
    w.data -= learning_rate * w.grad

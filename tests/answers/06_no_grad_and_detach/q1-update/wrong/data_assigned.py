# mistake: DATA_BYPASS
# puts new numbers behind the old tensor
def update(w, learning_rate):
    w.data = w.data - learning_rate * w.grad

# mistake: BAD_PARAM_UPDATE
# the formula as it stands
def update(w, learning_rate):
    w -= learning_rate * w.grad

# mistake: BAD_PARAM_UPDATE
# sub_ under enable_grad, because grad is needed
def update(w, learning_rate):
    with torch.enable_grad():
        w.sub_(learning_rate * w.grad)

# method: in place under inference_mode
def update(w, learning_rate):
    with torch.inference_mode():
        w.add_(w.grad, alpha=-learning_rate)

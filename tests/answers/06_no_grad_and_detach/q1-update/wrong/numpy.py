# mistake: DATA_BYPASS
# changes the memory through NumPy
def update(w, learning_rate):
    numbers = w.detach().cpu().numpy()
    numbers -= learning_rate * w.grad.cpu().numpy()

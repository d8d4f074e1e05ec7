# mistake: unnamed
# every tensor has one axis to loop over
def update(w, learning_rate):
    with torch.no_grad():
        for i in range(len(w)):
            w[i] -= learning_rate * w.grad[i]

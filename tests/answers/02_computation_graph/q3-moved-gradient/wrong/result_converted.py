# mistake: unnamed
# computes in float64, hands out the gradient of the float32 leaf
def moved_gradient(x):
    leaf = x.clone().requires_grad_()
    growth(leaf.double()).backward()
    return leaf.grad

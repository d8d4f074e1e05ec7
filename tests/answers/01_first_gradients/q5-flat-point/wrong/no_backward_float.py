# mistake: NO_BACKWARD
# reads .grad without a backward pass, and makes a float of it
def flat_point(f, low, high):
    x = torch.tensor(low, dtype=torch.float64, device=device, requires_grad=True)
    value = f(x)
    at_low = float(x.grad)
    return low if at_low > 0 else high

# method: second differences of the values
def largest_stable_rate(f, w):
    curvatures = [f(w + e) - 2 * f(w) + f(w - e) for e in torch.eye(len(w), dtype=w.dtype, device=w.device)]
    return float(2 / max(curvatures))

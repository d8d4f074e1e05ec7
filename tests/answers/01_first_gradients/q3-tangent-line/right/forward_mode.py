# method: forward mode: value and slope in one pass
def tangent_line(f, a):
    height, m = torch.func.jvp(f, (a,), (torch.ones_like(a),))
    return (m, torch.sub(height, a, alpha=1) + a - m * a)

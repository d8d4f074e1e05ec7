# method: goes backward through copies
def clipped_step(loss, parameters, learning_rate, max_norm):
    copies = [p.detach().clone().requires_grad_() for p in parameters]
    loss(copies).backward()
    clip_grad_norm_(copies, max_norm)
    for p, copy in zip(parameters, copies, strict=True):
        p.detach().sub_(learning_rate * copy.grad)

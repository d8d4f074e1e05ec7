# method: the factor goes into the learning rate of this one step
def clipped_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    loss(parameters).backward()
    norm = torch.nn.utils.get_total_norm([p.grad for p in parameters])
    optimizer.param_groups[0]["lr"] = learning_rate * min(1.0, max_norm / norm.item())
    optimizer.step()

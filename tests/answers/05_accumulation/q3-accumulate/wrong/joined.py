# mistake: unnamed
# joins the chunks: the right gradient, and one large graph
def accumulate(loss, w, chunks):
    x, y = torch.cat([x for x, _ in chunks]), torch.cat([y for _, y in chunks])
    w.grad = None
    loss(w, x, y).backward()

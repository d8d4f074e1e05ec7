# mistake: unnamed
# knows chain by heart
def hvp(f, x, v):
    product = 6 * x * v
    product[1:] += v[:-1]
    product[:-1] += v[1:]
    return product

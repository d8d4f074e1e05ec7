# method: the formula as a lambda, h halved instead of doubled
central_difference = lambda f, x, h: 0.5 / h * (f(x + h) - f(x - h))

"""Measure the oracle: `python benchmarks/oracle.py`. The goal is 20 ms for a gradient of 20 elements."""

import time

import torch

from gradschool import oracle

X = torch.randn(20, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
QUESTIONS = {
    "derivative of sin": lambda: oracle.derivative(torch.sin, 1.0),
    "derivative of sin(1000 x)": lambda: oracle.derivative(lambda x: torch.sin(1e3 * x), 1.0),
    "derivative of relu near its kink": lambda: oracle.derivative(torch.relu, 1e-3),
    "gradient, 20 elements": lambda: oracle.gradient(lambda x: (x**2).sum(), X),
    "gradient, 20 elements, badly scaled": lambda: oracle.gradient(lambda x: torch.sin(1e3 * x).sum(), X),
    "jacobian, softmax of 20": lambda: oracle.jacobian(lambda x: torch.softmax(x, 0), X),
    "vjp, softmax of 20": lambda: oracle.vjp(lambda x: torch.softmax(x, 0), X),
    "hessian, 2 elements": lambda: oracle.hessian(lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2, X[:2]),
    "hessian, 20 elements": lambda: oracle.hessian(lambda x: (x**2).sum().exp().log1p(), X / 10),
}


def milliseconds(question, repeats: int = 5) -> float:
    """Return the shortest time of `repeats` calls, the one that other processes disturbed least."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        question()
        times.append(time.perf_counter() - start)
    return 1e3 * min(times)


if __name__ == "__main__":
    for name, question in QUESTIONS.items():
        print(f"{name:40} {milliseconds(question):8.1f} ms")

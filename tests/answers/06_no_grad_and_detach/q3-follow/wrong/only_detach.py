# mistake: MODE_CONFUSION
# detached, but still in training mode
def follow(student, teacher, x):
    target = teacher(x).detach()
    ((student(x) - target) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]

# mistake: unnamed
# adds up the squares
def follow(student, teacher, x):
    target = teacher.eval()(x).detach()
    ((student(x) - target) ** 2).sum().backward()
    return [*student.parameters(), *teacher.parameters()]

# mistake: unnamed
# returns the student's parameters alone
def follow(student, teacher, x):
    target = teacher.eval()(x).detach()
    ((student(x) - target) ** 2).mean().backward()
    return list(student.parameters())

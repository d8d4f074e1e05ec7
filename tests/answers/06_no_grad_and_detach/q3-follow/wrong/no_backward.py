# mistake: NO_BACKWARD
# stops at the loss
def follow(student, teacher, x):
    target = teacher.eval()(x).detach()
    loss = ((student(x) - target) ** 2).mean()
    return [*student.parameters(), *teacher.parameters()]

# mistake: unnamed
# detaches the wrong one of the two
def follow(student, teacher, x):
    teacher.eval()
    ((student(x).detach() - teacher(x)) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]

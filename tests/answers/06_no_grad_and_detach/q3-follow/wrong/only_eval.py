# mistake: MODE_CONFUSION
# eval() means that nothing is recorded
def follow(student, teacher, x):
    teacher.eval()
    ((student(x) - teacher(x)) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]

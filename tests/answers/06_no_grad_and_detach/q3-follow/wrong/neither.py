# mistake: unnamed
# the loss as it stands
def follow(student, teacher, x):
    ((student(x) - teacher(x)) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]

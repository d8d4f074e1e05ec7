# method: eval, and the teacher's parameters frozen
def follow(student, teacher, x):
    teacher.eval().requires_grad_(False)
    ((student(x) - teacher(x)) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]

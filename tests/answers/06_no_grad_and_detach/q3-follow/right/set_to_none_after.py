# method: the teacher's gradients set to None afterwards
def follow(student, teacher, x):
    teacher.eval()
    ((student(x) - teacher(x)) ** 2).mean().backward()
    teacher.zero_grad()
    return [*student.parameters(), *teacher.parameters()]

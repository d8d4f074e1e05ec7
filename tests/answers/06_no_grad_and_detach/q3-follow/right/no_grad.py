# method: eval, and the teacher under no_grad
def follow(student, teacher, x):
    teacher.eval()
    with torch.no_grad():
        target = teacher(x)
    ((student(x) - target) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]

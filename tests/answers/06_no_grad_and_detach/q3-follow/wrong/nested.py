# mistake: unnamed
# list of two lists
def follow(student, teacher, x):
    teacher.eval()
    with torch.no_grad():
        target = teacher(x)
    ((student(x) - target) ** 2).mean().backward()
    return [list(student.parameters()), list(teacher.parameters())]

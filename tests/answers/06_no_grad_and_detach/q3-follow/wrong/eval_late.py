# mistake: MODE_CONFUSION
# eval() may come after the call
def follow(student, teacher, x):
    with torch.no_grad():
        target = teacher(x)
    teacher.eval()
    ((student(x) - target) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]

# mistake: MODE_CONFUSION
# no_grad is for evaluation, so it switches everything
def follow(student, teacher, x):
    with torch.no_grad():
        target = teacher(x)
    ((student(x) - target) ** 2).mean().backward()
    return [*student.parameters(), *teacher.parameters()]

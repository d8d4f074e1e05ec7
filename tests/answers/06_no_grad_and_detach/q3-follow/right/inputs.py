# method: eval, and a backward pass for the student's parameters alone
def follow(student, teacher, x):
    teacher.eval()
    loss = ((student(x) - teacher(x)) ** 2).mean()
    loss.backward(inputs=list(student.parameters()))
    teacher.train()
    return [*student.parameters(), *teacher.parameters()]

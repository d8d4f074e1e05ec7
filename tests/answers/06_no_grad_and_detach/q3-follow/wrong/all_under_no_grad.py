# mistake: unnamed
# the loss is computed under no_grad too
def follow(student, teacher, x):
    teacher.eval()
    with torch.no_grad():
        loss = ((student(x) - teacher(x)) ** 2).mean()
    loss.backward()
    return [*student.parameters(), *teacher.parameters()]

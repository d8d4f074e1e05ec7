"""What instructors and contributors need: building, trying, grading. The student half never imports this."""

"""What a learner does alone: own copies in work/, and a trial without a gradebook."""

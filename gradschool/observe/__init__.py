"""What autograd did and knows: tensor facts, watched calls, loop events, saved bytes."""

"""The two sides on which the judge executes a notebook, and what travels between them."""

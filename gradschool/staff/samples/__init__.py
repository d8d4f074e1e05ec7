"""Sample answers under tests/answers/, and the demo class made of them."""

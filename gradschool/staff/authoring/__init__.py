"""Make an assignment: build release/ and solutions/ from source/, and lint notebooks."""

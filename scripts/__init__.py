"""What a person runs: build, validate, format."""

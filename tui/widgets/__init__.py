"""Small parts that two rooms share."""

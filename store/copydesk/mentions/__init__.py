"""What a paragraph says that texts must agree on: figures, days, people, documents, a slogan."""

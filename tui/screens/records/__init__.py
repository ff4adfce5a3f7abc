"""What a campaign relies on: facts, documents, sources, rumours, rights cases."""

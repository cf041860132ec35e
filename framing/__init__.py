"""Show how news outlets frame the same events."""

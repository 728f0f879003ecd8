"""Two processes that look after each other: the guardian, and the listener that it starts."""

"""What people say and what sounds they make, each recording in a session of its own."""

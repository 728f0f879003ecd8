"""What `safeword doctor` looks at: a module for each kind of finding."""

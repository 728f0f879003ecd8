"""A recorded evening: the story that the tests play, and its transcript in docs/evening.md."""

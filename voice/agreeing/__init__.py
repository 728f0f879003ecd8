"""The dialogue that makes or changes an agreement, in a terminal."""

"""What was meant and what to do about it: pure, no audio, clock, file, thread or log."""

"""One session: the loop that hears and decides, and the performer that acts."""

"""Faults made real, and how soon each is told, the music is off and Safeword hears again."""

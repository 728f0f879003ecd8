"""What plays music in the room, and how it is paused."""

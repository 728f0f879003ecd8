"""How a session is told: as text for people, as JSON for programs."""

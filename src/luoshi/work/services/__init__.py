"""The work room's acts."""

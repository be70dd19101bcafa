"""What the work room computes, in plain Python."""

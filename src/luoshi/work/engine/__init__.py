"""What the work room computes, without Django."""

"""What the work room computes: pure Python, numbers and texts in, verdicts out."""

"""A room of its own for the tests of jobs: kinds that count, hang, fail and stop."""

"""What every room stands on: bodies, people, rights, acts and their chain, files, jobs."""

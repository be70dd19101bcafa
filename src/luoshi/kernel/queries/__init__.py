"""Reads of the kernel that join or count for a page."""

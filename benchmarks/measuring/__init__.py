"""Measuring side by side in one run: what is measured, in which processes, and the report on it."""

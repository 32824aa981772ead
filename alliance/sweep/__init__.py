"""Sweeps: a chapter's headlines over grids, ranges and random draws of its assumptions.

space says which parameters move and how; plan checks all of it before anything runs; jobs is what a worker does;
execution and cluster are where workers live; store keeps the rows on disk so that a killed sweep goes on where it was;
analysis makes the derived tables; command puts them together; kept is the sensitivity that the book itself records.
"""

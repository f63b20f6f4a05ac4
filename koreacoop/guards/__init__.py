"""Rules for when a fact that leaves nothing of a part open yet does not decide it; a module for each thing they guard.

Each rule takes a weighing and the world, and tells whether the fact may not decide. ``deciding`` lists them all.
"""

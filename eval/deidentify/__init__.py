"""Task: is everything that points to a person removed, and nothing else?"""

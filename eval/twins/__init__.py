"""Task: is the same behaviour treated the same, whoever does it?"""

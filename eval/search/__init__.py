"""Task: does a question find a passage that can answer it?"""

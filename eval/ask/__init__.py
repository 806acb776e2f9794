"""Task: is each message understood, routed and answered right?"""

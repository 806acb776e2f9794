"""Task: what is left of the personal data in messages written blind; beside other systems."""

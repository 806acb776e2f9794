"""Task: of blind questions, how high stands what answers them; beside other ways of searching."""

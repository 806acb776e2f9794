"""Does a word that a user typed reach a disk? Canaries through the running server, in bad weather."""

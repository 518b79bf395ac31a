"""Swedish words for the codes of the domain, shared by the window and the command line."""

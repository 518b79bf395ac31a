"""The Swedish texts for codes of the domain, shared by the window and the command line."""

"""Coming in: the pages before the window is in use, and the window that is locked."""

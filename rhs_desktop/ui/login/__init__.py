"""The pages before the window is in use, from login to a register fetched from a backup."""

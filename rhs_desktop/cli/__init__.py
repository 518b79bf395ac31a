"""The command line: a thin layer over the services that the window uses, without Qt. Entry point: `commands.run`."""

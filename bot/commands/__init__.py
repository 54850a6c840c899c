"""What the command line can do, one module each: `run(…)` gives the exit status."""

"""What the command line can do: `line` reads it; of the others, one each, `run(…)` gives the exit status."""

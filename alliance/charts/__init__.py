"""Charts: one theme, one function per figure, one module per question."""

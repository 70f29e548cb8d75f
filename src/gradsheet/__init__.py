"""gradsheet: hand-calculation worksheets for machine-learning courses."""

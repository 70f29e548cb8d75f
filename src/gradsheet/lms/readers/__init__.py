"""What LMSs make of files: each reader knows its target's documentation and nothing of our writers."""

"""Who wrote a change: the assistant at work, declared with the commit."""

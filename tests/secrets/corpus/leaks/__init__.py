"""The tables that the corpus of credentials is made of, and what measures a tool by it."""

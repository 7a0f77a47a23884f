"""Where proposals stand for one person: whose turn it is, by when, what is missing and what she may do now."""

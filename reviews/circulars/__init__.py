"""Letters to a chosen group: who is in it, what each one gets, and the words that a society can change."""

"""Methods of setting priorities, each as it was published, in plain Python on frozen dataclasses.

Every method says what it needs (its ballots) and gives a `Standing` for each item; what is not in its source, and how
ties, blanks and absent people are treated, is stated in the module that does it.
"""

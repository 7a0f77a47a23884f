"""A person's publications: pasted as abstracts, BibTeX, RIS or from PubMed, seen before they are kept."""

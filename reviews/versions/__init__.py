"""Every text of a review that was handed in: kept, read again by who wrote it and who leads, and compared."""

"""Files that people send with a proposal: kept, scanned, served, and removed when their time is over."""

"""The mailbox that answers come to: read by a worker over IMAP, sorted into folders, never emptied."""

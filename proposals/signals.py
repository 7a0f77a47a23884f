"""What other floors may wait for. All are sent when the transaction has committed, with by and at, and but for
`merged` with the proposal.
"""

from django.dispatch import Signal

confirmed = Signal()
"""An accepted proposal was confirmed, or a confirmed one reinstated: a session is due."""

left = Signal()
"""A proposal was withdrawn, lapsed or cancelled: what it held is free."""

replaced = Signal()
"""Somebody took the place of another in the people of a proposal; also with `person` (primary key of who left, or
None) and `key` (of the row that has the place now).
"""

merged = Signal()
"""Two proposals became one, with lead, other, by and at: letters written about either are no longer true."""

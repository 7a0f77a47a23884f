"""The rule sheet of a proposal: what it must have, what stands around it, and what was waived."""

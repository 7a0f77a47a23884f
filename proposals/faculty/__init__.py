"""The people of a proposal: who is asked, what they answered, and what that means for it."""

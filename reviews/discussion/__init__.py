"""The discussion of a proposal within a stage, after the own review: who takes part, named how, told when."""

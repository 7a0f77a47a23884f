"""What follows when somebody will not read a proposal: who leads the stage is told, and can ask somebody else."""

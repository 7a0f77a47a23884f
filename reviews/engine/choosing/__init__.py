"""The parts of `reviews.engine.portfolio`: the problem, its programme, and why there is no answer."""

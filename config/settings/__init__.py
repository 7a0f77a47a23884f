"""Settings by occasion: demo, tests, production; all start from base."""

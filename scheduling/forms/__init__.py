"""Forms of the schedule. Clock times are the meeting's: views activate its zone around them."""

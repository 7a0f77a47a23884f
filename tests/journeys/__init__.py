"""The story of one workshop from the first word to an attendee's calendar, as people walk it in a browser.

Each file tells what one person does; a step goes where its person would click and says what she sees. Told whole by
tests/browser/test_journey.py, on the demo's meeting.
"""

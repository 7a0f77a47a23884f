"""The program: frozen releases and everything rendered from them, in public and for one attendee."""

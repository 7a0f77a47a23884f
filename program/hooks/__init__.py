"""Telling other systems that a program was released or withdrawn: signed, guarded, tried again."""

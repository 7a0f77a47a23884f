"""The closed catalogue of requirement kinds: how a society's rule, which is data, is judged.

A kind has parameters that a small form checks, and a function from a text, and what stands around it, to a Finding:
met or not, with a sentence of numbers. There are no expressions. A new kind is a new entry in one of these modules;
`proposals.apps` imports them, so that every kind is known from the start.
"""

"""Programs whose cells (block, room) belong to one topic each: a smaller model, a search of its own, wider bounds.

`shape` says whether a problem is of this kind and restates it in whole numbers; `model` is the CP-SAT model;
`arrange` turns its answer into rooms and starts; `search` plans.
"""

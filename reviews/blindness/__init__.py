"""Who knows whom in a stage: what hides names from its readers and deciders, for every page, file and letter of it.

Ask `sight.sight_of(stage, person)` before a name is shown, and send a text through `veil.veiled` where it hides.
"""

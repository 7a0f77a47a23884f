"""How the tool speaks: a sentence for each thing that cannot be done."""


class Stop(Exception):  # noqa: N818  not an error of the program: a sentence for whoever typed the command
    """Ends the command with a sentence and an exit code."""

    def __init__(self, sentence, code=1):
        super().__init__(sentence)
        self.code = code

"""Why something signed was not taken, as a code. Sentences for people are made elsewhere."""


class SealError(Exception):
    """`code`: what is wrong. Codes are stable: the browser's verifier and the golden vectors use the same."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

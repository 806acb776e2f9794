"""What can go wrong in a turn, as types.

    SignaalwijzerError
    ├── InputError        the message cannot be used; the user can mend it
    ├── UnsafeError       personal data could not be removed: the turn stops, nothing is kept
    ├── ContentError      cards, rules or contacts cannot be used
    └── StoreError        the conversation cannot be kept; the answer is still given

Each carries a `code`: the user reads `prompts/messages.<language>.toml` under that code (what
happened, and what to do now), never the text of an exception.
"""

from __future__ import annotations


class SignaalwijzerError(Exception):
    """Base of all errors that users are told about; `code` names the message."""

    code = "onverwacht"

    def __init__(self, code: str | None = None) -> None:
        self.code = code or self.code
        super().__init__(self.code)


class InputError(SignaalwijzerError):
    """The message is empty, too long or not text."""

    code = "invoer_leeg"


class UnsafeError(SignaalwijzerError):
    """De-identification failed: nothing is stored and nothing is sent on."""

    code = "niet_veilig"


class ContentError(SignaalwijzerError):
    """Content is missing or broken."""

    code = "inhoud_kapot"


class StoreError(SignaalwijzerError):
    """The store cannot be written or read."""

    code = "opslag_kapot"

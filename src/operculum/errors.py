"""What can go wrong in a way the user can mend: every such error says what, where and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a text file: its name as the user gave it, the line and the column, both from 1.

    >>> str(Location("kb/base.ttl", 3, 14))
    'kb/base.ttl:3:14'
    >>> str(Location("kb/base.ttl"))
    'kb/base.ttl'
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class OperculumError(Exception):
    """Something the user can mend; it is shown as one message, without a traceback.

    `message` says what is wrong, `location` where, `remedy` what to do.

    >>> print(OperculumError("no such shape", Location("a.ttl", 1, 2), "Name one of ops:Claim."))
    a.ttl:1:2: no such shape. Name one of ops:Claim.
    """

    def __init__(self, message: str, location: Location | None = None, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["OperculumError"], tuple[object, ...]]:
        return type(self), (self.message, self.location, self.remedy)

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        remedy = (
            f"{'' if self.message.endswith(('.', '?', '!')) else '.'} {self.remedy}" if self.remedy else ""
        )
        return f"{place}{self.message}{remedy}"


class UsageError(OperculumError):
    """The request itself makes no sense, such as a name that does not exist (exit status 2)."""


class InputError(OperculumError):
    """An input cannot be read or is ill-formed, or an output cannot be written (exit status 3)."""


class LimitError(OperculumError):
    """A limit on time, memory or size was reached (exit status 4)."""


class BrokenInputsError(InputError):
    """Several inputs are broken, each with its own error; all are shown, not only the first."""

    def __init__(self, errors: tuple[OperculumError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors

    def __reduce__(self) -> tuple[type["BrokenInputsError"], tuple[object, ...]]:
        return type(self), (self.errors,)

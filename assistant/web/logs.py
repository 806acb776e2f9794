"""The log of the web process: never a user's words, not even by way of an exception.

Our own records pass the output net, which takes out what looks like personal data. Of records of
other libraries only the place in their code is printed: their texts may quote what a user typed.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

_OURS = ("assistant", "guardrails", "knowledge_base", "prompts")


class SafeFormatter(logging.Formatter):
    """Formats a record without exception texts and without words of other libraries."""

    def __init__(self, scrub: Callable[[str], str]) -> None:
        super().__init__()
        self._scrub = scrub

    def format(self, record: logging.LogRecord) -> str:
        """Give one line: time, level, logger, text, and the kind and place of an exception."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {self._text(record)}"
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            line += f" [{kind.__name__} at {_place(trace)}]"
        return line

    def _text(self, record: logging.LogRecord) -> str:
        if record.name.partition(".")[0] not in _OURS:
            return f"message at {record.filename}:{record.lineno}"
        if isinstance(record.msg, BaseException):
            return type(record.msg).__name__
        try:
            return self._scrub(record.getMessage())
        except Exception as error:  # noqa: BLE001 - a log line may not fail
            return f"message withheld: {type(error).__name__}"


def configure(level: str, scrub: Callable[[str], str]) -> None:
    """Send all logging of the process through one safe handler to standard error.

    Libraries that are imported later can add handlers of their own: `silence_others` follows.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter(scrub))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # its complaint about a line holds the line
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())
    sys.excepthook = _report
    sys.unraisablehook = lambda failed: _report(
        failed.exc_type, failed.exc_value, failed.exc_traceback
    )
    threading.excepthook = lambda failed: _report(
        failed.exc_type, failed.exc_value, failed.exc_traceback
    )


def silence_others() -> None:
    """Take away the handlers that libraries gave their own loggers: those print what they like."""
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True


def _report(
    kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None
) -> None:
    """Print of an uncaught exception its kind and place, not its text."""
    print(f"{kind.__name__} at {_place(trace)}", file=sys.stderr)


def _place(trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown place"
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"

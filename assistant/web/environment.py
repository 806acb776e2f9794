"""Prepare the process for Chainlit, which reads its surroundings at import.

Chainlit writes where it runs, switches on a cloud or a store of its own when it finds certain
variables, and takes its secret from the environment. All of that is settled here, before its
first import: what it writes lies in the data folder, and what is dangerous stops the start.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from assistant.settings import Settings

_PAGE = Path(__file__).resolve().parent / "page"
FORBIDDEN = {
    "DATABASE_URL": "Zet het adres van de database in SIGNAALWIJZER_DATABASE_URL.",
    "LITERAL_API_KEY": "Daarmee gaan gesprekken naar een clouddienst.",
}
_TRACING = ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING")


class StartError(Exception):
    """The page cannot start; the text is Dutch and meant for whoever starts it."""


def refuse_leaks(environment: Mapping[str, str]) -> None:
    """Raise StartError when a variable is set that makes Chainlit send or store by itself."""
    for name, reason in FORBIDDEN.items():
        if environment.get(name):
            raise StartError(f"De omgevingsvariabele {name} staat aan. {reason} Haal haar weg.")


def prepare(settings: Settings, environment: MutableMapping[str, str]) -> Path:
    """Lay out Chainlit's folder under the data folder and set its variables; give the folder.

    Raises StartError when the surroundings are unsafe or the data folder cannot be written.
    """
    refuse_leaks(environment)
    try:
        root = _lay_out(settings.data_dir.resolve() / "web")
        secret = _secret(settings.data_dir.resolve() / "web-secret")
    except OSError as error:
        raise StartError(
            f"De map {settings.data_dir} is niet te beschrijven. Kies een andere met "
            "SIGNAALWIJZER_DATA_DIR."
        ) from error
    environment["CHAINLIT_APP_ROOT"] = str(root)
    environment["CHAINLIT_ENV_FILE"] = "no-env-file"
    environment["CHAINLIT_AUTH_SECRET"] = secret
    environment["CHAINLIT_ROOT_PATH"] = "/"
    environment["ANONYMIZED_TELEMETRY"] = "False"
    for name in _TRACING:
        environment[name] = "false"
    return root


def remove_uploads(root: Path) -> None:
    """Empty the folder in which Chainlit keeps the texts of side panels for its sessions."""
    files = root / ".files"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(parents=True, exist_ok=True)


def _lay_out(root: Path) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(_PAGE / "chainlit", root / ".chainlit")
    shutil.copytree(_PAGE / "public", root / "public")
    for readme in _PAGE.glob("chainlit*.md"):
        shutil.copy(readme, root / readme.name)
    remove_uploads(root)
    return root


def _secret(path: Path) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")

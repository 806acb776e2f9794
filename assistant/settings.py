"""Settings, read once from the environment (`SIGNAALWIJZER_…`) and an optional `.env` file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_REPO = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """All that an installation can choose; safe defaults, unknown names in `.env` are refused.

    Paths may be relative to the working directory. `model` names a folder or a hub model for
    sentence-transformers; empty means the model that comes with the product, and then nothing
    is ever fetched. `chroma_url` is the address of a Chroma server for the search index; empty
    means a folder in `data_dir`. `memory` tells how long it is known, in memory only, which words
    a placeholder stands for: the conversation, or one turn. A message whose personal data takes
    longer than `deidentify_seconds` to find is refused.
    """

    model_config = SettingsConfigDict(
        env_prefix="SIGNAALWIJZER_", env_file=".env", extra="forbid", frozen=True
    )

    data_dir: Path = Path("var")
    content_dir: Path = _REPO / "knowledge_base"
    profile: Path | None = None
    database_url: str = ""
    chroma_url: str = Field(default="", repr=False)  # may hold a password
    model: str = ""
    language: Literal["nl", "en"] = "nl"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    max_characters: int = Field(default=10_000, ge=100, le=20_000)
    memory: Literal["gesprek", "beurt"] = "gesprek"
    deidentify_seconds: float = Field(default=10, gt=0, le=60)
    retention_days: int = Field(default=30, ge=0)
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def store_url(self) -> str:
        """SQLAlchemy address of the one database of conversations."""
        return (
            self.database_url or f"sqlite+aiosqlite:///{self.data_dir.resolve()}/signaalwijzer.db"
        )

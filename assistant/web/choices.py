"""The settings panel: role, municipality and language."""

from __future__ import annotations

from collections.abc import Mapping

from chainlit import ChatSettings
from chainlit.input_widget import InputWidget, Select

from assistant.conversation import TurnOptions
from assistant.web.ports import PageProduct
from knowledge_base.content import ROLES
from prompts.load import LANGUAGES, texts

NONE = "-"


def choices(given: object, product: PageProduct) -> TurnOptions:
    """Read what the panel sent; anything that it does not offer counts as not chosen."""
    sent = given if isinstance(given, Mapping) else {}

    def known(key: str, offered: tuple[str, ...]) -> str:
        value = sent.get(key)
        return value if isinstance(value, str) and value in offered else ""

    return TurnOptions(
        role=known("role", ROLES),
        gemeente=known("gemeente", product.municipality_names),
        language=known("language", LANGUAGES),
    )


def page_language(chosen: TurnOptions, product: PageProduct) -> str:
    """Give the language of the page's own texts: as chosen, else as installed."""
    return chosen.language or product.settings.language


def panel(chosen: TurnOptions, product: PageProduct) -> ChatSettings:
    """Give the settings panel, filled in as chosen before."""
    words = texts("page", page_language(chosen, product))
    roles = {words["settings.none"]: NONE} | {words[f"role.{role}"]: role for role in ROLES}
    places = {words["settings.none"]: NONE} | {name: name for name in product.municipality_names}
    languages = {words["language.own"]: NONE} | {
        words[f"language.{code}"]: code for code in LANGUAGES
    }
    return ChatSettings(
        [
            _select("role", words["settings.role"], roles, chosen.role or NONE),
            _select("gemeente", words["settings.gemeente"], places, chosen.gemeente or NONE),
            _select("language", words["settings.language"], languages, chosen.language or NONE),
        ]
    )


def _select(name: str, label: str, items: dict[str, str], chosen: str) -> InputWidget:
    return Select(id=name, label=label, items=items, initial_value=chosen)

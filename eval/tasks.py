"""The tasks: for each its cases, how it is generated and how it is scored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from eval.ask.evaluate import evaluate as evaluate_ask
from eval.ask.generate import generate as generate_ask
from eval.cases import AskCase, C, DeidentifyCase, SearchCase, TwinCase, load_cases
from eval.deidentify.evaluate import evaluate as evaluate_deidentify
from eval.deidentify.generate import generate as generate_deidentify
from eval.generated import Generated, Output
from eval.outcome import TaskResult
from eval.product import Product
from eval.search.evaluate import evaluate as evaluate_search
from eval.search.generate import generate as generate_search
from eval.twins.evaluate import evaluate as evaluate_twins
from eval.twins.generate import generate as generate_twins


@dataclass(frozen=True, slots=True)
class Task(Generic[C]):
    """One question that is asked of the product; its cases lie in `<name>.jsonl`."""

    name: str
    kind: type[C]
    make: Callable[[Product, Sequence[C]], Iterator[Generated]]
    judge: Callable[[Sequence[C], Mapping[str, Output]], TaskResult]

    def cases(self, folder: Path) -> tuple[C, ...]:
        """Read the cases of this task. Raises CaseError for a wrong line."""
        return load_cases(folder / f"{self.name}.jsonl", self.kind)

    def generate(self, product: Product, folder: Path) -> Iterator[Generated]:
        """Run the product on every case."""
        return self.make(product, self.cases(folder))

    def evaluate(self, folder: Path, outputs: Mapping[str, Output]) -> TaskResult:
        """Score outputs against the cases."""
        return self.judge(self.cases(folder), outputs)


TASKS: Mapping[str, Task[AskCase] | Task[TwinCase] | Task[DeidentifyCase] | Task[SearchCase]] = {
    "ask": Task("ask", AskCase, generate_ask, evaluate_ask),
    "twins": Task("twins", TwinCase, generate_twins, evaluate_twins),
    "deidentify": Task("deidentify", DeidentifyCase, generate_deidentify, evaluate_deidentify),
    "search": Task("search", SearchCase, generate_search, evaluate_search),
}

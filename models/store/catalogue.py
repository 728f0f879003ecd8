"""The catalogue of speech models, and the rules that every entry keeps."""

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError, model_validator
from rapidfuzz import fuzz, process

from models.errors import ModelProblem
from models.store.urls import is_allowed, is_secure


class Engine(StrEnum):
    """The recogniser that a model belongs to."""

    VOSK = "vosk"
    MOONSHINE = "moonshine"


Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
"""Also the name of a folder and of an archive, so it has no separators and no leading dot."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
"""ISO 639-1, with the region of ISO 3166-1 where it matters."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    language: Language
    engine: Engine
    size: PositiveInt
    """In bytes: of the archive, or of the files of the model inside the package."""
    licence: Annotated[str, Field(min_length=1)]
    source: str
    """The public page that it comes from."""

    @model_validator(mode="after")
    def _source_is_a_page(self) -> Self:
        if not is_secure(self.source):
            raise ValueError("source must be an https address")
        return self


class PackagedModel(_Model):
    """A model inside a Python package, installed and updated with pip."""

    kind: Literal["package"]
    distribution: str
    """What pip calls the package."""
    version: str
    folder: str
    """The folder of the model inside the installed package, with forward slashes."""

    @property
    def pinned(self) -> bool:
        """True: the package's own list of files has a hash for each."""
        return True

    @property
    def requirement(self) -> str:
        """What to give to pip."""
        return f"{self.distribution}=={self.version}"


class ArchivedModel(_Model):
    """A model in a zip archive, fetched only when the user asks for it."""

    kind: Literal["archive"]
    url: str
    sha256: Sha256 | None = None
    """Of the archive; None where no public page states it."""
    evidence: tuple[str, ...] = ()
    """Public pages that state the same hash."""

    @property
    def pinned(self) -> bool:
        """Whether the archive can be checked against a hash."""
        return self.sha256 is not None

    @model_validator(mode="after")
    def _can_be_trusted(self) -> Self:
        if not is_allowed(self.url):
            raise ValueError("url must be https (plain http only on this computer)")
        if self.pinned != bool(self.evidence):
            raise ValueError("sha256 and the evidence for it belong together")
        if not all(is_secure(page) for page in self.evidence):
            raise ValueError("evidence must be https addresses")
        return self


Entry = Annotated[PackagedModel | ArchivedModel, Field(discriminator="kind")]


class Catalogue(BaseModel):
    """Models with different names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    models: tuple[Entry, ...]

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [entry.name for entry in self.models]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"the name {twice[0]} is given twice")
        return self

    def __contains__(self, name: object) -> bool:
        return any(entry.name == name for entry in self.models)

    def entry(self, name: str) -> PackagedModel | ArchivedModel:
        """The entry of that name. `ModelProblem` with the nearest names if there is none."""
        for entry in self.models:
            if entry.name == name:
                return entry
        # People leave the end off: a part that fits counts like the whole.
        near = process.extract(
            name.lower(),
            [entry.name for entry in self.models],
            scorer=fuzz.partial_ratio,
            limit=3,
            score_cutoff=70,
        )
        hint = f"Did you mean {' or '.join(match for match, _, _ in near)}? " if near else ""
        raise ModelProblem(
            f"No model is called {name!r}. {hint}See all of them with: safeword models list"
        )

    def archived(self) -> Iterator[ArchivedModel]:
        """Those that can be fetched."""
        return (entry for entry in self.models if isinstance(entry, ArchivedModel))

    def packaged(self) -> Iterator[PackagedModel]:
        """Those that come with Python packages."""
        return (entry for entry in self.models if isinstance(entry, PackagedModel))


def parse(text: str) -> Catalogue:
    """A catalogue from TOML. `ModelProblem` names the first entry that breaks a rule."""
    try:
        return Catalogue.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ModelProblem(f"The catalogue of models is not TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "models"
        raise ModelProblem(
            f"The catalogue of models is wrong at {where}: {first['msg']}."
        ) from error


@cache
def builtin() -> Catalogue:
    """The catalogue of this version."""
    return parse(files("models.store").joinpath("catalogue.toml").read_text(encoding="utf-8"))

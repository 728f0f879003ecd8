"""Whether a folder holds a Vosk model that its C++ part can load.

The C++ part reports most kinds of damage, but on some it ends the whole process or never returns.
Those are looked for before it sees the folder. The layouts are those that Vosk reads: the newer one
with folders, and the older one with everything in one.
"""

from collections.abc import Iterator
from pathlib import Path

from models.errors import ModelProblem


def check(folder: Path) -> None:
    """Look at presence, sizes and last bytes, which takes no time.

    Raises `ModelProblem` for the first file that is missing, empty or visibly cut off.
    """
    if not folder.is_dir():
        raise ModelProblem(f"There is no folder {folder}: give the folder of a Vosk model.")
    if not holds_model(folder):
        raise ModelProblem(
            f"{folder} is not a Vosk model: it has no am/final.mdl. Give the folder of a model, "
            "in which there are folders named am, conf and graph."
        )
    for path in _files(folder):
        try:
            whole = _whole(path)
        except OSError as error:
            raise ModelProblem(f"{damaged(folder)} It has no {path.name}.") from error
        if not whole:
            raise ModelProblem(f"{damaged(folder)} Its {path.name} is empty or cut off.")


def holds_model(folder: Path) -> bool:
    """Whether it looks like a model of either layout."""
    return _nested(folder) or (folder / "final.mdl").is_file()


def takes_grammar(folder: Path) -> bool:
    """Whether the model can be asked about phrases that are chosen while it runs."""
    return any((folder / place / "HCLr.fst").is_file() for place in ("graph", "."))


def damaged(folder: Path) -> str:
    """The sentence that says it."""
    return f"The Vosk model in {folder} is damaged: fetch it again, or unpack it again."


def _nested(folder: Path) -> bool:
    return (folder / "am" / "final.mdl").is_file()


def _files(folder: Path) -> Iterator[Path]:
    nested = _nested(folder)
    acoustic, conf, graph = (
        (folder / "am", folder / "conf", folder / "graph") if nested else (folder, folder, folder)
    )
    yield acoustic / "final.mdl"
    yield conf / "mfcc.conf"
    if nested:
        yield conf / "model.conf"
    if takes_grammar(folder):
        yield graph / "HCLr.fst"
        yield graph / "Gr.fst"
        yield graph / "disambig_tid.int"
    else:
        yield graph / "HCLG.fst"
    speaker = folder / "ivector"
    if speaker.is_dir():
        yield speaker / "final.ie"
        yield speaker / "final.dubm"
        yield speaker / "final.mat"
        yield speaker / "splice.conf"


def _whole(path: Path) -> bool:
    if path.suffix == ".int":  # one number a line: the last line has an end too
        return path.read_bytes().endswith(b"\n")
    return path.stat().st_size > 0

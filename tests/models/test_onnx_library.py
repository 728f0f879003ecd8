"""Law 7: the library that computes the ear has nobody to report to."""

import os
from pathlib import Path

from models.onnx_library import onnxruntime

COLLECTOR = b"events.data.microsoft.com"


def test_there_is_no_address_to_report_to_in_the_library() -> None:
    libraries = list((Path(onnxruntime.__file__).parent / "capi").glob("*.so*"))
    assert libraries
    assert not [path for path in libraries if COLLECTOR in path.read_bytes()]


def test_another_version_would_be_told_not_to_report() -> None:
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"

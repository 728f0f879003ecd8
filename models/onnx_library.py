"""ONNX Runtime, with its telemetry off.

From 1.29 on the official packages report to Microsoft from Linux and macOS as well, unless a
variable says otherwise before the library is loaded. `pyproject.toml` holds it below that version;
this is for those who install another one. CI hides the matter: the library is silent there.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

__all__ = ["onnxruntime"]

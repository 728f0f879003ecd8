"""Moonshine's weights: out of its quantised ORT files into torch, and back into such a file.

The graph stays as its makers exported it; only its numbers are replaced.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from bench.training.network import TOKENS, WIDTH, Decoder, Encoder
from models.onnx_library import onnxruntime as ort

Arrays = dict[str, NDArray[Any]]
_MATMUL = "/MatMul_quant"
_QUANTISED, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a parameter is among the arrays of a file."""

    key: str
    """If the array is quantised, what the names of its three parts begin with."""
    transposed: bool = False


def encoder(path: Path) -> Encoder:
    """From `encoder_model.ort`."""
    model, arrays = _read(path)
    network = Encoder()
    _fill(network, arrays, _places(model, arrays, ""))
    return network


def decoder(path: Path) -> Decoder:
    """From `decoder_model_merged.ort`: of its two branches the one without a cache."""
    model, arrays = _read(path)
    network = Decoder()
    places = dict(_places(model, arrays, "model.decoder."))
    out = next(key for key, array in arrays.items() if array.shape == (WIDTH, TOKENS))
    places["proj_out.weight"] = _Place(out.removesuffix(_QUANTISED), transposed=True)
    _fill(network, arrays, places)
    return network


def save(network: Encoder, like: Path, path: Path) -> None:
    """Write a file like `encoder_model.ort` with the weights of the network, quantised likewise."""
    model, arrays = _read(like)
    places = _places(model, arrays, "")
    for name, parameter in network.named_parameters():
        value, place = parameter.detach().numpy(), places[name]
        if place.key in arrays:
            arrays[place.key] = value.reshape(arrays[place.key].shape)
        else:
            arrays |= _quantised(place.key, value.T if place.transposed else value)
    for tensor in model.graph.initializer:
        array = np.asarray(arrays[tensor.name], order="C")
        tensor.CopyFrom(numpy_helper.from_array(array, tensor.name))
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "encoder.onnx"
        onnx.save(model, whole)
        _convert(whole, path, "ORT")


def _read(path: Path) -> tuple[onnx.ModelProto, Arrays]:
    """The graph of an ORT file, and all arrays of it and of its branch without a cache."""
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "network.onnx"
        _convert(path, whole, "ONNX")
        model = onnx.load(whole)
    tensors = (tensor for graph in _graphs(model) for tensor in graph.initializer)
    return model, {tensor.name: numpy_helper.to_array(tensor) for tensor in tensors}


def _convert(path: Path, to: Path, kind: str) -> None:
    options = ort.SessionOptions()
    options.optimized_model_filepath = str(to)
    options.add_session_config_entry("session.save_model_format", kind)
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    ort.InferenceSession(path, options)


def _graphs(model: onnx.ModelProto) -> Iterator[onnx.GraphProto]:
    yield model.graph
    for node in model.graph.node:
        yield from (each.g for each in node.attribute if each.name == "else_branch")


def _places(model: onnx.ModelProto, arrays: Arrays, prefix: str) -> Mapping[str, _Place]:
    """By the name of the parameter in `bench.training.network`, which is what the file calls it
    after the prefix, but for matrices: their names are those of the nodes that multiply by them.
    """
    places = {}
    for key, array in arrays.items():
        name = re.sub(r"_add_tensor$|_merged_\d|_quantized$", "", key).removeprefix(prefix)
        places[name] = _Place(key.removesuffix(_QUANTISED))
        if array.shape == (WIDTH, 1):  # the two of the group norm
            part = "weight" if key.startswith("onnx::Mul_") else "bias"
            places[f"groupnorm.{part}"] = _Place(key)
    for graph in _graphs(model):
        for node in graph.node:
            if node.name.endswith(_MATMUL):
                name = node.name.removesuffix(_MATMUL).strip("/").replace("/", ".")
                key = next(k for k in node.input if k.endswith(_QUANTISED) and k in arrays)
                place = _Place(key.removesuffix(_QUANTISED), transposed=True)
                places[f"{name.removeprefix(prefix)}.weight"] = place
    return places


def _fill(network: Encoder | Decoder, arrays: Arrays, places: Mapping[str, _Place]) -> None:
    """Set every parameter of the network."""
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            place = places[name]
            whole = arrays[place.key] if place.key in arrays else _restored(place.key, arrays)
            whole = whole.T if place.transposed else whole
            parameter.copy_(torch.from_numpy(whole.astype(np.float32)).reshape(parameter.shape))


def _restored(key: str, arrays: Arrays) -> NDArray[Any]:
    whole = arrays[key + _QUANTISED].astype(np.float32) - float(arrays[key + _ZERO])
    return np.asarray(whole * float(arrays[key + _SCALE]))


def _quantised(key: str, whole: NDArray[np.float32]) -> Arrays:
    """Eight bits for each number, evenly over the range that all of them have, with 0 in it."""
    low, high = min(float(whole.min()), 0.0), max(float(whole.max()), 0.0)
    scale = np.float32((high - low) / 255)
    zero = np.uint8(np.round(-low / scale))
    steps = np.clip(np.round(whole / scale) + zero, 0, 255).astype(np.uint8)
    return {key + _QUANTISED: steps, key + _SCALE: np.array(scale), key + _ZERO: np.array(zero)}

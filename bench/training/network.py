"""Moonshine (Jeffries et al. 2024, arXiv 2410.15608) in torch, as far as it is needed to teach it.

The names of the parameters are those of the published weights.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

HEADS, WIDTH, LAYERS, INNER, TOKENS = 8, 288, 6, 1152, 32_768
_TURNED = 32
"""So many of the 36 dimensions of a head turn with the position (RoFormer, Su et al. 2021)."""


class Attention(nn.Module):
    """Of a sequence to itself, or to another."""

    def __init__(self) -> None:
        """Four projections without bias."""
        super().__init__()
        self.q_proj = nn.Linear(WIDTH, WIDTH, bias=False)
        self.k_proj = nn.Linear(WIDTH, WIDTH, bias=False)
        self.v_proj = nn.Linear(WIDTH, WIDTH, bias=False)
        self.o_proj = nn.Linear(WIDTH, WIDTH, bias=False)

    def forward(self, x: Tensor, to: Tensor, *, turned: bool, causal: bool = False) -> Tensor:
        """`x` (batch, n, WIDTH) and `to` (batch, m, WIDTH) give (batch, n, WIDTH)."""
        q, k, v = (
            projected.unflatten(-1, (HEADS, -1)).transpose(1, 2)
            for projected in (self.q_proj(x), self.k_proj(to), self.v_proj(to))
        )
        if turned:
            q, k = _turned(q), _turned(k)
        seen = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
        return self.o_proj(seen.transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    """Two layers; a gated one (Shazeer 2020) in the decoder."""

    def __init__(self, *, gated: bool) -> None:
        """The gate is the second half of the first layer."""
        super().__init__()
        self.gated = gated
        self.fc1 = nn.Linear(WIDTH, INNER * (2 if gated else 1))
        self.fc2 = nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        """The same shape."""
        x = self.fc1(x)
        if self.gated:
            x, gate = x.chunk(2, -1)
            return self.fc2(F.silu(gate) * x)
        return self.fc2(F.gelu(x))


class EncoderLayer(nn.Module):
    """Attention and an MLP, each after a norm and beside a bypass."""

    def __init__(self) -> None:
        """With random weights."""
        super().__init__()
        self.self_attn, self.mlp = Attention(), Mlp(gated=False)
        self.input_layernorm, self.post_attention_layernorm = _norm(), _norm()

    def forward(self, x: Tensor) -> Tensor:
        """The same shape."""
        normed = self.input_layernorm(x)
        x = x + self.self_attn(normed, normed, turned=True)
        return x + self.mlp(self.post_attention_layernorm(x))


class Encoder(nn.Module):
    """Sound (batch, frames), 16 kHz, gives (batch, about frames / 384, WIDTH)."""

    def __init__(self) -> None:
        """With random weights."""
        super().__init__()
        self.conv1 = nn.Conv1d(1, WIDTH, 127, 64, bias=False)
        self.groupnorm = nn.GroupNorm(1, WIDTH)
        self.conv2 = nn.Conv1d(WIDTH, 2 * WIDTH, 7, 3)
        self.conv3 = nn.Conv1d(2 * WIDTH, WIDTH, 3, 2)
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(LAYERS))
        self.layer_norm = _norm()

    def forward(self, sound: Tensor) -> Tensor:
        """What the decoder attends to."""
        x = self.groupnorm(torch.tanh(self.conv1(sound[:, None])))
        x = F.gelu(self.conv3(F.gelu(self.conv2(x)))).transpose(1, 2)
        for layer in self.layers:
            x = layer(x)
        return self.layer_norm(x)


class DecoderLayer(nn.Module):
    """Attention to the tokens before, attention to the sound, and an MLP."""

    def __init__(self) -> None:
        """With random weights."""
        super().__init__()
        self.self_attn, self.encoder_attn, self.mlp = Attention(), Attention(), Mlp(gated=True)
        self.input_layernorm, self.post_attention_layernorm = _norm(), _norm()
        self.final_layernorm = _norm()

    def forward(self, x: Tensor, sound: Tensor) -> Tensor:
        """The same shape as `x`."""
        normed = self.input_layernorm(x)
        x = x + self.self_attn(normed, normed, turned=True, causal=True)
        x = x + self.encoder_attn(self.post_attention_layernorm(x), sound, turned=False)
        return x + self.mlp(self.final_layernorm(x))


class Decoder(nn.Module):
    """Tokens (batch, n) and the encoder's output give logits (batch, n, TOKENS)."""

    def __init__(self) -> None:
        """With random weights."""
        super().__init__()
        self.embed_tokens = nn.Embedding(TOKENS, WIDTH)
        self.layers = nn.ModuleList(DecoderLayer() for _ in range(LAYERS))
        self.norm = _norm()
        self.proj_out = nn.Linear(WIDTH, TOKENS, bias=False)

    def forward(self, tokens: Tensor, sound: Tensor) -> Tensor:
        """Of the token after each."""
        x = self.embed_tokens(tokens)
        for layer in self.layers:
            x = layer(x, sound)
        return self.proj_out(self.norm(x))


def _norm() -> nn.LayerNorm:
    return nn.LayerNorm(WIDTH, bias=False)


def _turned(x: Tensor) -> Tensor:
    """Each pair of neighbouring dimensions, turned by its own pace times the position."""
    paces = 10_000 ** (-torch.arange(0, _TURNED, 2) / _TURNED)
    angles = torch.outer(torch.arange(x.shape[2]), paces).repeat_interleave(2, -1)
    moving, still = x[..., :_TURNED], x[..., _TURNED:]
    across = torch.stack((-moving[..., 1::2], moving[..., 0::2]), -1).flatten(-2)
    return torch.cat((moving * angles.cos() + across * angles.sin(), still), -1)

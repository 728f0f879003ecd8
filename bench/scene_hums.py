"""`python -m bench.scene_hums`: computes the three hums of the bundled scene.

Nobody was recorded, and they are no better than those of the benchmark of signals: the first that
chance gives, for a voice as high as that of the one who is gagged.
"""

import numpy as np
import soundfile

from bench.make_scene import CLIPS, RATE, clip_name
from bench.mixing import VOICE, Sound, at_level
from bench.signs.made import computed_hum, three_hums

CLIP = CLIPS / clip_name("computed", "Mm, mm, mm.")
PITCH = 210.0
"""Hz."""


def hums() -> Sound:
    """Three hums as loud as the scene's voices, shape (n,)."""
    wave = three_hums(computed_hum(PITCH), np.random.default_rng(0))
    return at_level(wave.astype(np.float32), VOICE)


def main() -> None:
    """Write the clip."""
    soundfile.write(CLIP, hums(), RATE, subtype="PCM_16")
    print(f"Wrote {CLIP.name}")


if __name__ == "__main__":
    main()

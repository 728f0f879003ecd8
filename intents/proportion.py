"""How sure a counted share is."""

from dataclasses import dataclass

Z = 1.959964
"""The normal quantile of 97.5%."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many tries."""

    hits: int
    tries: int

    def interval(self) -> tuple[float, float]:
        """The 95% confidence interval of the share, from 0 to 1; all of it without a try.

        E. Wilson's score interval (Journal of the American Statistical Association 22, 1927),
        which stays true for few tries and for shares near 0 and 1.
        """
        if self.tries == 0:
            return 0.0, 1.0
        n, share = self.tries, self.hits / self.tries
        middle = share + Z * Z / (2 * n)
        reach = Z * (share * (1 - share) / n + Z * Z / (4 * n * n)) ** 0.5
        whole = 1 + Z * Z / n
        return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)

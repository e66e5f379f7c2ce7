"""The Equal Earth projection: degrees in, places on a sheet in which areas are true. No shapes and no pixels here."""

from __future__ import annotations

import numpy as np

from multifront.domain import Floats

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


def project(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Places on the sheet, for a globe of radius one.

    Formula: with sin t = sqrt(3)/2 sin(latitude), x = 2 sqrt(3) longitude cos t / (3 (9 A4 t^8 + 7 A3 t^6 + 3 A2 t^2 +
    A1)) and y = A4 t^9 + A3 t^7 + A2 t^3 + A1 t.

    Args:
        longitude: degrees from the middle of the map, shape (n,).
        latitude: degrees, -90 to 90, shape (n,).

    Returns:
        x (-2.71 to 2.71, east) and y (-1.32 to 1.32, north), shape (n,).

    Raises:
        Nothing of its own; a latitude beyond the poles gives NaN with numpy's warning.

    Assumes:
        A globe and no ellipsoid: at the width of a page the difference is under a pixel. Areas are true; shapes and
        distances are not, most of all near the poles and the edges.

    References:
        Savric, Patterson & Jenny 2019, International Journal of Geographical Information Science 33(3):454-465,
        equations for x and y with the four coefficients.

    Example:
        >>> import numpy as np
        >>> from multifront.brief.charts.equal_earth import project
        >>> x, y = project(np.array([180.0]), np.array([0.0]))
        >>> round(float(x[0]), 4), float(y[0])
        (2.7066, 0.0)
    """
    t = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(latitude)))
    slope = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    x = 2 * np.sqrt(3) * np.radians(longitude) * np.cos(t) / (3 * slope)
    y = A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)

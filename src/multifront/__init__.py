"""multifront: are rival states acting together, and what follows if their crises come at the same time?"""

__version__ = "0.1.0"

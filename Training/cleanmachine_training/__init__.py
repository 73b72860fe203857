"""CleanMachine's offline training: corpus, mixing, losses, models, trainer, validation, export."""

__version__ = "0.1.0"

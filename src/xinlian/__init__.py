"""Xinlian (心连): what a trade union does for workers, in one self-hosted platform."""

__version__ = "0.1.0"

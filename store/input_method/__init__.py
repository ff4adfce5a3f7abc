"""An input method of our own, for terminals that have none: Telex and VNI."""

"""Dialogs over any screen: questions, pickers, viewers."""

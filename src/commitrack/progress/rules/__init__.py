"""The rules: how updates are measured against what was promised, and what state that is."""

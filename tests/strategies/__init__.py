"""What hypothesis draws: ledgers, TOML, updates, command lines, good and hostile; and the laws that hold for all."""

"""The walls around student code; `box` is the only door."""

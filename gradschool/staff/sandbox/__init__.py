"""The walls around student code. `box` is the door: other packages import it and `limits`, nothing else from here."""

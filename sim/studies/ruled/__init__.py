"""What a rule about rooms is worth in rooms, and what shared office days on another weekday would free."""

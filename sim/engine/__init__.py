"""The discrete-event day: arrivals take desks, people leave, the blocked go down a cascade. Only here is SimPy."""

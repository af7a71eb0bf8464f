"""All seeded faults, in the order in which `make prove` goes through them."""

from __future__ import annotations

from tests.prove import faults_of_desks, faults_of_people, faults_of_results, faults_of_rooms

FAULTS = (*faults_of_people.FAULTS, *faults_of_desks.FAULTS, *faults_of_rooms.FAULTS, *faults_of_results.FAULTS)

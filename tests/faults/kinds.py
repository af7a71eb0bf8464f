"""All kinds of fault, in the order in which they are told.

Those without a short version have tests of their own beside the code: tests/results/test_pool.py and test_limits.py.
"""

from tests.faults import of_calls, of_disks, of_files, of_processes
from tests.faults.kind import Kind

KINDS = (
    Kind("kill -9 at random times", of_processes.killed, whole=64, short=2),
    Kind("INT, TERM and HUP at random times", of_processes.asked_to_end, whole=48, short=3),
    Kind("a second interrupt", of_processes.asked_twice, whole=6, short=1),
    Kind("a killed process of the pool", of_processes.worker_killed, whole=8, short=0),
    Kind("a replication that raises, kills, hangs or eats memory", of_processes.poisoned, whole=8, short=0),
    Kind("two writers", of_processes.two_writers, whole=8, short=1),
    Kind("a full disk", of_disks.full, whole=36, short=4),
    Kind("a file that may not grow", of_disks.too_large_a_file, whole=6, short=1),
    Kind("a folder that may not be written to", of_disks.read_only, whole=4, short=2),
    Kind("a folder that vanishes", of_disks.gone, whole=8, short=1),
    Kind("a flipped bit in the store", of_files.flips, whole=400, short=40),
    Kind("a stored file cut short", of_files.cuts, whole=100, short=10),
    Kind("damage in a results folder", of_files.folder_damaged, whole=100, short=8),
    Kind("the n-th call fails", of_calls.one_fails, whole=0, short=5),
    Kind("a call fails while an older folder is there", of_calls.one_fails_with_an_older_folder, whole=0, short=5),
    Kind("all calls fail from the n-th on", of_calls.all_fail, whole=0, short=5),
    Kind("sync, name, sync", of_calls.in_order, whole=0, short=1),
)

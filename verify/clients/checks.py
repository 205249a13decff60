"""Runs checks one after the other and prints a line for each; what a check gives is handed to those that ask for it."""

import sys
import traceback


class Checks:
    """Checks of one client, registered as methods are: `@checks("what it shows")`."""

    def __init__(self, client):
        self.client = client
        self.registered = []

    def __call__(self, what):
        def register(function):
            self.registered.append((what, function))
            return function

        return register

    def run(self):
        """Exits with 1 if any check fails. The last line counts them."""
        passed = 0
        for what, function in self.registered:
            try:
                function()
                passed += 1
                print(f"ok      {self.client}: {what}", flush=True)
            except Exception as error:  # whatever it is, it is this check's failure
                place = traceback.extract_tb(error.__traceback__)[1]
                reason = str(error) or type(error).__name__
                print(f"FAILED  {self.client}: {what} (line {place.lineno}): {reason}", flush=True)
        print(f"{self.client}: {passed} of {len(self.registered)} checks pass", flush=True)
        sys.exit(0 if passed == len(self.registered) else 1)


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"got {actual!r:.500}, expected {expected!r:.500}")

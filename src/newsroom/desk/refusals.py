"""Why something was not done at the desk, for one that asks from outside."""


class Refused(Exception):
    """The verb was not done; the message says why, and what to do."""


class NotThere(Refused):
    """There is no such story, or none that this person may know of."""


class NotAllowed(Refused):
    """The person may not do that."""


class Outdated(Refused):
    """The story was changed meanwhile."""


class Untimely(Refused):
    """The story is not at a point at which this can be done."""


class Locked(Refused):
    """The story is locked for this person."""


class Unfit(Refused):
    """What was sent can't be a story, or not one for readers."""

"""What the desk tells the other rooms."""

from django.dispatch import Signal

# Something around the stories is otherwise than before. `what` says it in a word or two, `user` who did it.
around_changed = Signal()

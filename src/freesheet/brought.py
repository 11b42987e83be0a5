"""Commands that other parts of Freesheet bring along: found by their names, loaded when they are called."""

from importlib.metadata import entry_points

import click

# Where a part that is installed tells of its commands.
BROUGHT = "freesheet.commands"


class Commands(click.Group):
    """Our own commands, and those that other parts of Freesheet that are installed bring along."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *(entry.name for entry in entry_points(group=BROUGHT))})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if own := super().get_command(ctx, cmd_name):
            return own
        for entry in entry_points(group=BROUGHT, name=cmd_name):
            try:
                command = entry.load()
            except ModuleNotFoundError as error:
                raise click.ClickException(
                    f"`freesheet {cmd_name}` needs the newsroom ({error.name} is missing): "
                    "pip install 'freesheet[newsroom]'."
                ) from error
            return command if isinstance(command, click.Command) else None
        return None

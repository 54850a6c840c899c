"""The server API of the official account: one plain function per call, `(Call) -> answer`, listed in `routes`."""

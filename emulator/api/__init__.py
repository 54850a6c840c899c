"""The server API of WeCom: one plain function per call, `(Call) -> answer`, listed in `api/routes.py`."""

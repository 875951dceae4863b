"""What a template does hundreds of times a page, done the short way: calls, macros, escapes, addresses."""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from flask import Flask
from flask.templating import Environment as FlaskEnvironment
from jinja2 import Template
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from app.web.remembered_pieces import MACROS, recall

PLAIN = {FunctionType, MethodType, BuiltinFunctionType}
ADDRESSES = 4_000
"""Addresses that a worker remembers."""


class QuickContext(Context):
    """Calls plain functions and macros directly, and everything else as Jinja does."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        kind = type(called)
        if kind is Macro and not (called.caller or called.catch_kwargs or called.catch_varargs):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            if left := called.arguments[len(args) :]:
                args = (*args, *(kwargs.pop(name, missing) for name in left))
            if not kwargs and len(args) == len(called.arguments):
                return self._call_macro(called, args)
        elif kind in PLAIN and not hasattr(called, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)

    def _call_macro(self, macro: Macro, args: tuple[Any, ...]) -> str:
        make = macro._func
        if not self.eval_ctx.autoescape:
            return make(*args)
        place = make.__globals__["name"], macro.name
        if (key_of := MACROS.get(place)) and (key := key_of(*args)) is not None:
            made: str = recall((make, key), _make_markup, make, args)
            return made
        return Markup(make(*args))


class QuickTemplate(Template):
    """A template whose output is escaped without being wrapped: it is joined to the rest at once."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        made = super().from_code(*args, **kwargs)
        made.root_render_func.__globals__["escape"] = escape_text
        return made


class QuickEnvironment(FlaskEnvironment):
    """Flask's environment with the two above."""

    context_class = QuickContext
    template_class = QuickTemplate

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that every template has, not chained to nothing: each page copies them."""
        return super().make_globals(d) if d else self.globals


class QuickFlask(Flask):
    """Flask with that environment, and without a look at each function for whether it is a coroutine."""

    jinja_environment: type[FlaskEnvironment] = QuickEnvironment

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def escape_text(value: Any) -> str:
    """What `markupsafe.escape` gives, as a plain text where that is enough."""
    kind = type(value)
    if kind is str:
        text: str = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace("'", "&#39;").replace('"', "&#34;")
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    return escape(value)


def remember_addresses(app: Flask) -> Callable[..., str]:
    """`url_for` of templates: an address depends on nothing but its arguments, for the site has no prefix."""
    return lru_cache(maxsize=ADDRESSES)(app.url_for)


def _make_markup(make: Callable[..., str], args: tuple[Any, ...]) -> Markup:
    return Markup(make(*args))

"""What a template does hundreds of times a page, done the short way: attributes, calls, loops, escapes."""

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.templating import Environment as FlaskEnvironment
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escape_signs  # type: ignore[attr-defined]

from app.web.remembered_pieces import MACROS, recall

READ_MAPPINGS = ("api/docs.html",)
"""Templates in which `this.name` may be an item of a mapping, as Jinja allows."""
ADDRESSES = 4_000
"""Addresses that a worker remembers, of those that are more than a pattern with slugs in it."""
PLAIN = re.compile(r"[a-z0-9-]+")
MARK = "in-place-of-"
MARKED = re.compile(rf"{MARK}(\d+)-")
new_text = str.__new__
"""`new_text(Markup, text)` is `Markup(text)` of a plain text, without asking what it is given."""


class QuickCode(CodeGenerator):
    """Code that reads attributes and items and calls functions as Python does, where Jinja asks first.

    What is not there is an error at once, but for an attribute that a template asks about: “is defined”.
    """

    may_be_undefined = False

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        is_block = isinstance(node.node, nodes.Name) and node.node.name == "self"
        if is_block or self.may_be_undefined or self.name in READ_MAPPINGS:
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        if self.name in READ_MAPPINGS:
            super().visit_Getitem(node, frame)
        else:
            self.visit(node.node, frame)
            self.write("[")
            self.visit(node.arg, frame)
            self.write("]")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        outside, self.may_be_undefined = self.may_be_undefined, node.name in ("defined", "undefined")
        super().visit_Test(node, frame)
        self.may_be_undefined = outside

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for each in node.args:
            self.visit(each, frame)
            self.write(", ")
        if node.dyn_args:
            self.write("*")
            self.visit(node.dyn_args, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")


class Turn:
    """The `loop` of a template: which turn it is, and of how many."""

    __slots__ = ("first", "index", "index0", "last", "length", "revindex")
    first: bool
    last: bool
    index: int
    index0: int
    length: int
    revindex: int


def take_turns(items: Iterable[Any], *_: Any) -> Iterator[tuple[Any, Turn]]:
    """Each item with the loop, which is one object for all turns."""
    every, turn = list(items), Turn()
    turn.length = len(every)
    for index, item in enumerate(every):
        turn.index0, turn.index, turn.revindex = index, index + 1, turn.length - index
        turn.first, turn.last = index == 0, turn.revindex == 1
        yield item, turn


class QuickTemplate(Template):
    """A template whose output is escaped without being wrapped: it is joined to the rest at once."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        made = super().from_code(*args, **kwargs)
        made.root_render_func.__globals__.update(escape=escape_text, Macro=make_macro, LoopContext=take_turns)
        return made

    def render(self, *args: Any, **kwargs: Any) -> str:
        context = self.new_context(dict(*args, **kwargs))
        try:
            text = self.environment.concat(self.root_render_func(context))
        except Exception:  # noqa: BLE001  # raised again with the lines of the template
            self.environment.handle_exception()
        # Its macros hold the context, which holds them: the page would stay until such circles are searched.
        context.vars.clear()
        context.parent.clear()
        return text


class QuickEnvironment(FlaskEnvironment):
    """Flask's environment with the above."""

    code_generator_class = QuickCode
    template_class = QuickTemplate

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that every template has, not chained to nothing: each page copies them."""
        return super().make_globals(d) if d else self.globals


class QuickFlask(Flask):
    """Flask with that environment, and without a look at each function for whether it is a coroutine."""

    jinja_environment: type[FlaskEnvironment] = QuickEnvironment

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def make_macro(environment: Any, function: Callable[..., str], name: str, *more: Any) -> Callable[..., str]:
    """Jinja's macro, or a function that gives the same where nothing but its own arguments is given to it.

    It remembers what it made where `MACROS` says what that depends on.
    """
    macro = Macro(environment, function, name, *more)
    if macro.caller or macro.catch_kwargs or macro.catch_varargs or not macro._default_autoescape:
        return macro
    names, count = macro.arguments, macro._argument_count
    key_of = MACROS.get((function.__globals__["name"], name))

    def call(*args: Any, **kwargs: Any) -> str:
        if len(args) != count:
            args = (*args, *[kwargs.pop(name, missing) for name in names[len(args) :]])
        if kwargs or len(args) != count:
            wrong: str = macro(*args, **kwargs)
            return wrong
        if key_of and (key := key_of(*args)) is not None:
            return recall((function, key), _make_markup, function, args)  # type: ignore[no-any-return]
        return new_text(Markup, function(*args))

    return call


def escape_text(value: Any) -> str:
    """What `markupsafe.escape` gives, as a plain text where that is enough."""
    kind = type(value)
    if kind is str:
        return escape_signs(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    return escape(value)


def remember_addresses(app: Flask) -> Callable[..., str]:
    """`url_for` of templates: an address depends on nothing but its arguments, for the site has no prefix."""
    remembered = lru_cache(maxsize=ADDRESSES)(app.url_for)
    patterns: dict[tuple[str, ...], str] = {}

    def address(endpoint: str, **values: Any) -> str:
        if not values or not all(type(value) is str and PLAIN.fullmatch(value) for value in values.values()):
            return remembered(endpoint, **values)
        names = endpoint, *values
        pattern = patterns.get(names)
        if pattern is None:
            marks: dict[str, Any] = {name: f"{MARK}{place}-" for place, name in enumerate(values)}
            pattern = patterns[names] = MARKED.sub(r"{\1}", app.url_for(endpoint, **marks))
        return pattern.format(*values.values())

    return address


def _make_markup(make: Callable[..., str], args: tuple[Any, ...]) -> Markup:
    return new_text(Markup, make(*args))

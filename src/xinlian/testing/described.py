"""A client made from an interface's own description: it calls what is described, and holds every answer to it."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import requests
import schemathesis
from django.test import Client


class No(Exception):
    """An answer that is none of the hoped for: its status, its code, all that it said."""

    def __init__(self, status: int, said: Any) -> None:
        super().__init__(f"{status} {said}")
        self.status, self.said = status, said

    @property
    def code(self) -> str:
        """The stable code of the no."""
        return str(self.said["code"])


class Described:
    """The interface below `root`. Each operation of its description is a method by its operationId, with keywords for what
    the description names: parts of the address, of the query, of the body. Anything else is a TypeError.
    """

    def __init__(self, root: str, key: str = "", address: str = "") -> None:
        self._client, self._key, self._address, self._root = Client(), key, address, root
        self.description = json.loads(self._client.get(f"{root}openapi.json").content)
        self._schema = schemathesis.openapi.from_dict(self.description)
        found: list[Any] = [result.ok() for result in self._schema.get_all_operations()]  # type: ignore[union-attr]
        self._operations = {one.definition.raw["operationId"]: one for one in found}
        self.called: set[str] = set()

    def by(self, key: str, address: str = "") -> "Described":
        """The same with another key, from another network address."""
        other = Described.__new__(Described)
        other.__dict__ = {**self.__dict__, "_key": key, "_address": address}
        return other

    @property
    def names(self) -> set[str]:
        """Every operation."""
        return set(self._operations)

    def operation(self, name: str) -> Any:
        """One of them, as it is described."""
        return self._operations[name]

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Call an operation; what it answers. Raises No."""
        if name.startswith("_") or name not in self._operations:
            raise AttributeError(name)
        return lambda **said: self._call(name, said)

    def no(self, name: str, **said: Any) -> tuple[int, str]:
        """The status and code of an operation that is refused."""
        try:
            answer = self._call(name, said)
        except No as no:
            return no.status, no.code
        raise AssertionError(f"{name} was not refused: {answer}")

    def _call(self, name: str, said: dict[str, Any]) -> Any:
        operation = self._operations[name]
        response = self.send(operation, *self._sorted(operation, said))
        self.called.add(name)
        return self.held(operation, response)

    def send(self, operation: Any, parts: dict[str, Any], query: dict[str, Any], body: Any) -> Any:
        """The bare answer to a call."""
        path = operation.full_path.format(**{key: quote(str(value), safe="") for key, value in parts.items()})
        headers = {"authorization": f"Bearer {self._key}"} if self._key else {}
        more: dict[str, Any] = {"REMOTE_ADDR": self._address} if self._address else {}
        if query:
            more["query_params"] = query
        if body is not None:
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(self._client, operation.method.lower())(path, headers=headers, **more)

    def _sorted(self, operation: Any, said: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], Any]:
        """What was said as parts of the address, of the query and of the body, as far as they are described."""
        raw = operation.definition.raw
        where = {one["name"]: one["in"] for one in raw.get("parameters", ())}
        body_of = raw.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        described = self._resolved(body_of).get("properties", {}) if body_of else {}
        if unknown := said.keys() - where.keys() - described.keys():
            raise TypeError(f"{raw['operationId']} does not know {sorted(unknown)}")
        parts = {key: value for key, value in said.items() if where.get(key) == "path"}
        query = {key: value for key, value in said.items() if where.get(key) == "query"}
        return parts, query, {key: said[key] for key in said if key in described} if body_of else None

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        found = schema
        for part in str(schema.get("$ref", "")).split("/")[1:]:
            found = self.description[part] if found is schema else found[part]
        return found

    def held(self, operation: Any, response: Any) -> Any:
        """The content, once it is what the description says for this status. Raises No, AssertionError."""
        status = response.status_code
        described = operation.definition.raw["responses"]
        assert str(status) in described, f"{operation.label} answers {status}, which is not described"
        if "content" in described[str(status)]:
            operation.validate_response(_as_sent(operation, response))
        else:
            assert not response.content, f"{operation.label} answers {status} with a content that is not described"
        said = json.loads(response.content) if response.content else None
        if status >= 400:
            raise No(status, said)
        return said


def _as_sent(operation: Any, response: Any) -> schemathesis.Response:
    return schemathesis.Response(
        status_code=response.status_code,
        headers={"content-type": [response.headers["content-type"]]},
        content=response.content,
        request=requests.Request(operation.method, f"http://testserver{response.request['PATH_INFO']}").prepare(),
        elapsed=0.1,
        verify=False,
    )

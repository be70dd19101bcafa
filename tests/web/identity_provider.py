"""A small OpenID provider on loopback, which answers as it should or, when told to, not (统一身份认证平台样例)."""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "luoshi", "a-secret-of-the-site"
KEY = RSAKey.generate_key(2048, {"kid": "1"})
FOREIGN_KEY = RSAKey.generate_key(2048, {"kid": "1"})


class Provider:
    """What it knows of whoever is sent to it; `changes` are what it puts into the next token, `drop` what it omits."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}/city"
        self.codes: dict[str, dict[str, str]] = {}
        self.changes: dict[str, object] = {}
        self.drop: set[str] = set()
        self.metadata: dict[str, object] = {}
        self.algorithm, self.key = "RS256", KEY
        self.is_broken = False

    def discovery(self) -> dict:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "code_challenge_methods_supported": ["S256"],
        } | self.metadata

    def authorize(self, asked: dict[str, str]) -> str:
        """Somebody has signed in there: where the browser goes on."""
        if asked.get("code_challenge_method") != "S256" or asked["client_id"] != CLIENT:
            raise ValueError(f"this provider refuses {asked}")
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str], authorization: str) -> dict:
        """A code against a token, once, for who has asked and proves it."""
        asked = self.codes.pop(given["code"])
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if authorization != expected or challenge != asked["code_challenge"]:
            raise ValueError("not who has asked")
        if given["redirect_uri"] != asked["redirect_uri"]:
            raise ValueError("another way back")
        answer = {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])}
        return {name: each for name, each in answer.items() if name not in self.drop}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "6205000001",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "name": "示例·王",
        } | self.changes
        told = {name: each for name, each in claims.items() if name not in self.drop}
        if self.algorithm == "none":
            parts = [{"alg": "none"}, told]
            return ".".join(_segment(each) for each in parts) + "."
        key = OctKey.import_key(SECRET) if self.algorithm == "HS256" else self.key
        return jwt.encode({"alg": self.algorithm, "kid": "1"}, told, key, algorithms=[self.algorithm])


def _segment(each: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=")


@contextmanager
def running():
    """The provider, listening until it is no longer needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.provider = Provider(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def _shown(self) -> None:
        if self.server.provider.is_broken:
            return self._answer({"error": "broken"}, status=500)
        if "/authorize?" in self.path:
            return self._lead_on(self.server.provider.authorize(asked_of(self.path)))
        if self.path.endswith("/openid-configuration"):
            return self._answer(self.server.provider.discovery())
        return self._answer({"keys": [KEY.as_dict(private=False)]})

    def _given(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        try:
            self._answer(self.server.provider.token(given, self.headers.get("Authorization", "")))
        except (KeyError, ValueError):
            self._answer({"error": "invalid_grant"}, status=400)

    def _answer(self, content: dict, status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _lead_on(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET, do_POST = _shown, _given

    def log_message(self, *args) -> None:
        """Say nothing into the tests."""


def asked_of(address: str) -> dict[str, str]:
    """What the browser was sent to the provider with."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

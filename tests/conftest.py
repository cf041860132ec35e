"""Tests run with sockets closed: nothing is downloaded, ever."""

import socket

import pytest
from hypothesis import settings

import framing

settings.register_profile("framing", deadline=None, derandomize=True)
settings.load_profile("framing")


@pytest.fixture(autouse=True)
def closed_sockets(monkeypatch):
    """Refuse every connection, except the sockets that asyncio and multiprocessing make for themselves."""

    def refuse(self, address):
        if self.family == getattr(socket, "AF_UNIX", None):
            return original(self, address)
        raise AssertionError(f"A test tried to reach the network: {address}")

    original = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def demo():
    """The analysis of the embedded corpus."""
    return framing.analyze(framing.demo_corpus())

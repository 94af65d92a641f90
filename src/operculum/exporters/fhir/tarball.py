"""Tarballs with the same bytes everywhere: no clock, no owner, no compression to differ by zlib's version.

The gzip container (RFC 1952) holds stored blocks (RFC 1951, 3.2.4): the bytes follow from the content.
"""

import struct
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

LARGEST_BLOCK: Final = 0xFFFF
HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Magic, deflate, no flags, no time, no extra flags, unknown system."""


def tarball(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield a gzipped tar archive of files, without times and owners."""
    return gzipped(archive(files))


def archive(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield a tar archive, filled up to whole records."""
    length = 0
    for name, content in files:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        padding = bytes(-len(content) % tarfile.BLOCKSIZE)
        for piece in (member.tobuf(tarfile.USTAR_FORMAT), content, padding):
            length += len(piece)
            yield piece
    length += 2 * tarfile.BLOCKSIZE
    yield bytes(2 * tarfile.BLOCKSIZE + -length % tarfile.RECORDSIZE)


def gzipped(content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield content in a gzip container, uncompressed: stored blocks, the last one marked.

    >>> import gzip
    >>> gzip.decompress(b"".join(gzipped([b"seal", b"plug" * 20000]))) == b"seal" + b"plug" * 20000
    True
    """
    check_sum = size = 0
    waiting = b""
    yield HEADER
    for piece in content:
        check_sum, size = zlib.crc32(piece, check_sum), size + len(piece)
        waiting += piece
        whole = max(len(waiting) - 1, 0) // LARGEST_BLOCK * LARGEST_BLOCK
        for start in range(0, whole, LARGEST_BLOCK):
            yield stored(waiting[start : start + LARGEST_BLOCK], last=False)
        waiting = waiting[whole:]
    yield stored(waiting, last=True)
    yield struct.pack("<II", check_sum, size & 0xFFFFFFFF)


def stored(block: bytes, *, last: bool) -> bytes:
    """Return bytes as one stored block."""
    return struct.pack("<BHH", last, len(block), len(block) ^ LARGEST_BLOCK) + block

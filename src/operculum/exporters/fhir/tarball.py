"""Tarballs with the same bytes everywhere: no clock, no owner, no compression to differ by zlib's version.

The gzip container (RFC 1952) holds stored blocks (RFC 1951, 3.2.4): the bytes follow from the content.
"""

import io
import struct
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

LARGEST_BLOCK: Final = 0xFFFF
HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Magic, deflate, no flags, no time, no extra flags, unknown system."""


def tarball(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a gzipped tar archive of files, without times and owners."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return gzipped(buffer.getvalue())


def gzipped(content: bytes) -> bytes:
    """Return content in a gzip container, uncompressed.

    >>> import gzip
    >>> gzip.decompress(gzipped(b"seal" * 20000)) == b"seal" * 20000
    True
    """
    trailer = struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return HEADER + b"".join(stored(content)) + trailer


def stored(content: bytes) -> Iterator[bytes]:
    """Yield the content as stored blocks, the last one marked."""
    starts = range(0, len(content), LARGEST_BLOCK) or range(1)
    for start in starts:
        block = content[start : start + LARGEST_BLOCK]
        last = start + LARGEST_BLOCK >= len(content)
        yield struct.pack("<BHH", last, len(block), len(block) ^ LARGEST_BLOCK) + block

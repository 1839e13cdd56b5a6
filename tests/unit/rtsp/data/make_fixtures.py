#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the packets beside it: what FFmpeg's and GStreamer's own RTP senders make of a few pictures of a real clip, and
what the pictures were before. Run by hand with the folder of the simulated cameras' clips:

    tests/unit/rtsp/data/make_fixtures.py build/clips

NAME.rtp: packets, each behind its length (two bytes, big endian). NAME.pictures: a line a picture: SHA-256 of its bytes in
Annex B with four-byte start codes and without access unit delimiters and zeros behind a unit, "key" or "-", SHA-256 of its slices alone; of JPEG,
both of its first quantization table and its coded bytes.
"""
import hashlib
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
CLIPS = pathlib.Path(sys.argv[1])
WORK = pathlib.Path(tempfile.mkdtemp())


def run(*words):
    subprocess.run([str(word) for word in words], check=True)


def ffmpeg(*words):
    run('ffmpeg', '-v', 'error', '-y', *words)


def receive(command):
    """All packets that the command sends to the port it is given."""
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(('127.0.0.1', 0))
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    receiver.settimeout(1.0)
    sender = subprocess.Popen([str(w) for w in command(receiver.getsockname()[1])], stdout=subprocess.DEVNULL)
    packets = []
    while True:
        try:
            packets.append(receiver.recv(65536))
        except TimeoutError:
            if sender.poll() is not None:
                return packets


def save(name, packets, pictures):
    (HERE / f'{name}.rtp').write_bytes(b''.join(struct.pack('>H', len(p)) + p for p in packets))
    (HERE / f'{name}.pictures').write_text(''.join(' '.join(picture) + '\n' for picture in pictures))
    print(name, len(packets), 'packets', len(pictures), 'pictures')


def units(stream):
    parts = stream.replace(b'\0\0\0\1', b'\0\0\1').split(b'\0\0\1')[1:]
    return [part.rstrip(b'\0') for part in parts if part]


def pictures(stream, is_slice, is_first, is_key, is_delimiter):
    groups, open_group = [], []
    for unit in units(stream):
        sliced = any(is_slice(u) for u in open_group)
        if sliced and (not is_slice(unit) or is_first(unit)):
            groups.append(open_group)
            open_group = []
        if not is_delimiter(unit):
            open_group.append(unit)
    groups.append(open_group)
    digest = lambda group: hashlib.sha256(b''.join(b'\0\0\0\1' + u for u in group)).hexdigest()
    return [(digest(group), 'key' if any(is_key(u) for u in group) else '-', digest([u for u in group if is_slice(u)]))
            for group in groups]


def h264(stream):
    kind = lambda u: u[0] & 31
    return pictures(stream, lambda u: kind(u) in (1, 5), lambda u: u[1] & 128, lambda u: kind(u) == 5,
                    lambda u: kind(u) == 9)


def h265(stream):
    kind = lambda u: u[0] >> 1 & 63
    return pictures(stream, lambda u: kind(u) < 32, lambda u: u[2] & 128, lambda u: 16 <= kind(u) <= 21,
                    lambda u: kind(u) == 35)


def jpeg(path):
    """Of each picture: its quantization tables and its coded bytes; the rest of a header RFC 2435 does not carry."""
    ffmpeg('-i', path, '-c', 'copy', '-f', 'image2', WORK / '%d.jpg')
    digests = []
    for number in range(1, 4):
        data = (WORK / f'{number}.jpg').read_bytes()
        at, tables = 2, b''
        while data[at + 1] != 0xda:
            length = struct.unpack('>H', data[at + 2:at + 4])[0]
            if data[at + 1] == 0xdb:
                tables += b''.join(data[t + 1:t + 65] for t in range(at + 4, at + 2 + length, 65))
            at += 2 + length
        scan = data[at + 2 + struct.unpack('>H', data[at + 2:at + 4])[0]:].rstrip(b'\0')
        digest = hashlib.sha256(tables[:64] + scan).hexdigest()
        digests.append((digest, 'key', digest))
    return digests


def main():
    clip = CLIPS / 'sub_rue_360p15_h264.mp4'
    take = ['-i', clip, '-an', '-vf', 'scale=320:176', '-frames:v', '12']
    plain = ['-g', '6', '-bf', '0', '-b:v', '120k']
    ffmpeg(*take, '-c:v', 'libx264', *plain, '-slices', '2', '-f', 'h264', WORK / 'a.h264')
    ffmpeg(*take, '-c:v', 'libx265', *plain, '-x265-params', 'log-level=none:slices=2:repeat-headers=1', '-f', 'hevc',
           WORK / 'a.h265')
    ffmpeg(*take[:-1], '3', '-c:v', 'mjpeg', '-q:v', '12', '-huffman', 'default', '-pix_fmt', 'yuvj420p', WORK / 'a.avi')
    for codec, of in (('h264', h264), ('h265', h265)):
        path = WORK / f'a.{codec}'
        truth = of(path.read_bytes())
        save(f'ffmpeg_{codec}', receive(lambda port: (
            'ffmpeg', '-v', 'error', '-re', '-i', path, '-c', 'copy', '-f', 'rtp',
            f'rtp://127.0.0.1:{port}?pkt_size=900')), truth)
        save(f'gstreamer_{codec}', receive(lambda port: (
            'gst-launch-1.0', '-q', 'filesrc', f'location={path}', '!', f'{codec}parse', '!', f'rtp{codec}pay', 'mtu=900',
            'aggregate-mode=none', '!', 'udpsink', 'host=127.0.0.1', f'port={port}', 'sync=false')), truth)
    path = WORK / 'a.avi'
    save('ffmpeg_jpeg', receive(lambda port: (
        'ffmpeg', '-v', 'error', '-re', '-i', path, '-c', 'copy', '-f', 'rtp', f'rtp://127.0.0.1:{port}?pkt_size=900')),
         jpeg(path))
    save('gstreamer_jpeg', receive(lambda port: (
        'gst-launch-1.0', '-q', 'filesrc', f'location={path}', '!', 'avidemux', '!', 'jpegparse', '!', 'rtpjpegpay',
        'mtu=900', '!', 'udpsink', 'host=127.0.0.1', f'port={port}', 'sync=false')), jpeg(path))


main()

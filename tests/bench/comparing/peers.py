# SPDX-License-Identifier: GPL-3.0-or-later
"""The players we are compared with: how each shows a wall of streams, and what that costs."""
import os
import shutil
import subprocess
import tempfile
import threading
import time
from urllib.parse import urlsplit

from . import world

WALL = (1920, 1080)


def cells(count):
    side = next(n for n in range(1, 20) if n * n >= count)
    width, height = WALL[0] // side, WALL[1] // side
    return [(i % side * width, i // side * height, width, height) for i in range(count)]


def ffdec(urls):
    command = ['ffmpeg', '-nostdin', '-hide_banner', '-loglevel', 'error', '-progress', 'pipe:1']
    for url in urls:  # a shorter look at each stream only makes it begin sooner: it opens one after the other
        command += ['-rtsp_transport', 'tcp', '-analyzeduration', '500000', '-threads', '1', '-i', url]
    for i in range(len(urls)):
        command += ['-map', f'{i}:v', '-f', 'null', '-']
    return [command]


def mpv_one(urls):
    """One mpv, all pictures put together by a filter."""
    scaled, places = '', []
    for i, (x, y, width, height) in enumerate(cells(len(urls))):
        scaled += f'[vid{i + 1}]scale={width}:{height}[s{i}];'
        places.append(f'{x}_{y}')
    inputs = ''.join(f'[s{i}]' for i in range(len(urls)))
    graph = f'{scaled}{inputs}xstack=inputs={len(urls)}:layout={"|".join(places)}[vo]'
    return [MPV + ['--geometry=1920x1080+0+0', f'--lavfi-complex={graph}', urls[0]]
            + [f'--external-file={url}' for url in urls[1:]]]


MPV = ['mpv', '--no-config', '--no-audio', '--vo=x11', '--hwdec=no', '--vd-lavc-threads=1', '--rtsp-transport=tcp',
       '--demuxer-lavf-analyzeduration=0.5', '--no-terminal', '--no-border', '--no-osc', '--no-input-default-bindings']


def mpv_many(urls):
    return [MPV + [f'--geometry={width}x{height}+{x}+{y}', url]
            for url, (x, y, width, height) in zip(urls, cells(len(urls)))]


def gstreamer(urls):
    command = ['gst-launch-1.0', '-q', 'compositor', 'name=c', 'background=black']
    for i, (x, y, width, height) in enumerate(cells(len(urls))):
        command += [f'sink_{i}::xpos={x}', f'sink_{i}::ypos={y}', f'sink_{i}::width={width}', f'sink_{i}::height={height}']
    command += ['!', f'video/x-raw,width={WALL[0]},height={WALL[1]}', '!', 'videoconvert', '!', 'ximagesink']
    for i, url in enumerate(urls):
        parts = urlsplit(url)
        plain = url.replace(f'{parts.username}:{parts.password}@', '')
        command += ['rtspsrc', f'location={plain}', 'protocols=tcp', 'latency=100', f'user-id={parts.username}',
                    f'user-pw={parts.password}', '!', 'rtph264depay', '!', 'h264parse', '!', 'avdec_h264',
                    'max-threads=1', '!', f'c.sink_{i}']
    return [command]


def ffplay(urls):
    return [['ffplay', '-hide_banner', '-loglevel', 'error', '-nostats', '-an', '-noborder', '-threads', '1',
             '-rtsp_transport', 'tcp', '-left', str(x), '-top', str(y), '-x', str(width), '-y', str(height), url]
            for url, (x, y, width, height) in zip(urls, cells(len(urls)))]


def vlc(urls):
    return [world.unprivileged(
        ['cvlc', '--no-audio', '--quiet', '--rtsp-tcp', '--avcodec-threads=1', '--avcodec-hw=none', '--vout=xcb_x11',
         '--no-video-title-show', f'--width={width}', f'--height={height}', f'--video-x={x}', f'--video-y={y}', url])
        for url, (x, y, width, height) in zip(urls, cells(len(urls)))]


# seconds a stream that a peer takes to open them, one after the other
OPENING = {'mpv (one, 16-way filter)': 1.0}
# name: program, package of Debian that has it, commands for a list of streams
PEERS = {
    'ffdec': ('ffmpeg', 'ffmpeg', ffdec),
    'mpv (one, 16-way filter)': ('mpv', 'mpv', mpv_one),
    'mpv (one a stream)': ('mpv', 'mpv', mpv_many),
    'GStreamer compositor': ('gst-launch-1.0', 'gstreamer1.0-tools', gstreamer),
    'ffplay (one a stream)': ('ffplay', 'ffmpeg', ffplay),
    'VLC (one a stream)': ('cvlc', 'vlc', vlc),
}
NOT_INSTALLED = 'not installed'


def missing(name):
    program, package, _ = PEERS[name]
    return None if shutil.which(program) else f'{NOT_INSTALLED} ({package})'


class Run:
    """One peer, started; the numbers of its steady part."""

    def __init__(self, name, urls, screen, settle, seconds):
        self.cores = self.pss = None
        self.problem = missing(name)
        if self.problem is None and screen.display is None and name != 'ffdec':
            self.problem = 'no screen (Xvfb is not installed)'
        if self.problem:
            return
        home = tempfile.TemporaryDirectory(prefix='vigie-peer-')
        os.chmod(home.name, 0o777)
        environment = dict(screen.environment(), HOME=home.name, XDG_RUNTIME_DIR=home.name)
        output = subprocess.PIPE if name == 'ffdec' else subprocess.DEVNULL
        processes = [subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                      stderr=subprocess.DEVNULL) for command in PEERS[name][2](urls)]
        pids = [process.pid for process in processes]
        try:
            if name == 'ffdec':
                processes[0].stdout.readline()  # it speaks once all are being decoded
                drain = threading.Thread(target=processes[0].stdout.read, daemon=True)
                drain.start()
            self._measure(processes, pids, settle + len(urls) * OPENING.get(name, 0), seconds)
        finally:
            world.end(processes)
            home.cleanup()

    def _measure(self, processes, pids, settle, seconds):
        time.sleep(settle)
        before, start = world.cpu_seconds(pids), time.monotonic()
        time.sleep(seconds)
        after, stop = world.cpu_seconds(pids), time.monotonic()
        ended = sum(process.poll() is not None for process in processes)
        if ended:
            self.problem = f'{ended} of {len(processes)} ended by themselves'
            return
        self.cores = (after - before) / (stop - start)
        self.pss = world.pss_mb(pids)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a comparison runs in: the simulated cameras, a screen, and the processor time of process trees."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

TICKS = os.sysconf('SC_CLK_TCK')
NETWORK = '127.0.85'
USER, PASSWORD = 'vigie', 'camera'
MOST_CAMERAS = 250


def _children():
    """{pid: (parent, cpu seconds)} of every process; the time of its dead children counts as its own."""
    table = {}
    for entry in os.listdir('/proc'):
        if not entry.isdigit():
            continue
        try:
            fields = pathlib.Path('/proc', entry, 'stat').read_text().rsplit(')', 1)[1].split()
        except OSError:
            continue  # it ended while we looked
        table[int(entry)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICKS)
    return table


def tree_of(pids):
    table = _children()
    found = {pid for pid in pids if pid in table}
    while True:
        more = {pid for pid, (parent, _) in table.items() if parent in found} - found
        if not more:
            return {pid: table[pid][1] for pid in found}
        found |= more


def cpu_seconds(pids):
    return sum(tree_of(pids).values())


def pss_mb(pids):
    total = 0
    for pid in tree_of(pids):
        try:
            rollup = pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith('Pss:'))
    return total / 1024


def end(processes):
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Cameras:
    """vigie-camsim with a plan of its own, a little before the others in the queue for the processor: cameras do not
    stand on the machine that shows them."""

    def __init__(self, camsim, clips, phases='start', count=MOST_CAMERAS, clock=False):
        self.folder = tempfile.TemporaryDirectory(prefix='vigie-compare-')
        subs, main = clip_names(clips)
        plan = {'format': 'vigie-camsim-plan/1', 'cameras': [
            {'id': f'bench-{i + 1:03}', 'address': f'{NETWORK}.{i + 1}', 'user': USER, 'password': PASSWORD,
             'main': {'codec': 'h264', 'width': 1920, 'height': 1080, 'fps': 25, 'clip': main},
             'sub': {'codec': 'h264', 'width': 640, 'height': 360, 'fps': 15, 'clip': subs[i % len(subs)]}}
            for i in range(count)]}
        path = pathlib.Path(self.folder.name, 'plan.json')
        path.write_text(json.dumps(plan))
        command = [str(camsim), '--plan', str(path), '--clips', str(clips), '--phases', phases, '--die-with-parent']
        if clock:
            command += ['--clock', '--fps', '25', '--size', '640x360']
        if os.geteuid() == 0:
            command = ['nice', '-n', '-5'] + command
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        ready = self.process.stdout.readline()
        if not ready:
            raise SystemExit('vigie-camsim: ' + self.process.stderr.read())
        self.control = json.loads(ready)['control']

    def urls(self, count, stream='sub', first=0):
        return [f'rtsp://{USER}:{PASSWORD}@{NETWORK}.{first + i + 1}:8554/{stream}' for i in range(count)]

    def url_file(self, count, stream='sub', first=0):
        path = pathlib.Path(self.folder.name, f'{stream}-{first}-{count}.txt')
        path.write_text('\n'.join(self.urls(count, stream, first)) + '\n')
        return str(path)

    def cpu(self):
        return cpu_seconds([self.process.pid])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end([self.process])
        self.process.stdout.close()
        self.process.stderr.close()
        self.folder.cleanup()


def clip_names(clips):
    """Names of the sub clips and of the 1080p one: real footage, or what the simulated cameras have."""
    real = sorted(path.name for path in clips.glob('sub?_360p15_h264.mp4'))
    if real:
        return real, 'main_1080p25_h264.mp4'
    made = [f'sub_{name}_360p15_h264.mp4' for name in ('place', 'rue', 'parking', 'parvis')]
    return made, 'main_rue_1080p25_h264.mp4'


class Screen:
    """A virtual screen for the peers, which draw on nothing less."""

    def __init__(self):
        self.process = None
        self.display = None
        if shutil.which('Xvfb') is None:
            return
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ['Xvfb', '-displayfd', str(write), '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-ac'],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        self.display = f':{number}' if number else None

    def environment(self):
        return dict(os.environ, DISPLAY=self.display or '', SDL_VIDEODRIVER='x11', SDL_RENDER_DRIVER='software')

    def close(self):
        if self.process:
            end([self.process])


class VlcServer:
    """An RTSP server that is not ours: VLC serves one clip over and over. VLC refuses to run as root."""

    PORT = 8585

    def __init__(self, clip):
        self.process = None
        if shutil.which('cvlc') is None:
            return
        self.home = tempfile.TemporaryDirectory(prefix='vigie-vlc-')
        os.chmod(self.home.name, 0o777)
        copy = shutil.copy(clip, self.home.name)
        os.chmod(copy, 0o644)
        command = ['cvlc', '--no-audio', '--loop', '--quiet', copy,
                   f'--sout=#rtp{{sdp=rtsp://127.0.0.1:{self.PORT}/clip}}', '--sout-keep']
        self.process = subprocess.Popen(unprivileged(command), env=dict(os.environ, HOME=self.home.name),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(3)

    def url(self):
        return f'rtsp://127.0.0.1:{self.PORT}/clip' if self.process and self.process.poll() is None else None

    def close(self):
        if self.process:
            end([self.process])
            self.home.cleanup()


def unprivileged(command):
    if os.geteuid() != 0:
        return command
    return ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] + command

# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of the wall table: what is measured for each, and what it has to reach."""
import json
import subprocess
import time

from . import peers, world

GOAL, MUST, BELOW, NONE = 'goal', 'must', '**below**', 'not measured'


def judge(value, must, goal, more_is_better=False):
    if value is None:
        return NONE
    sign = -1 if more_is_better else 1
    if value * sign <= goal * sign:
        return GOAL
    return MUST if value * sign <= must * sign else BELOW


def worse(*verdicts):
    return max(verdicts, key=[GOAL, MUST, BELOW, NONE].index)


class Line:
    """One row of the table."""

    def __init__(self, what, limit, must, goal, rivals='–'):
        self.cells = {'what': what, 'rivals': rivals, 'limit': limit, 'must': must, 'goal': goal, 'vigie': '–',
                      'verdict': NONE, 'server': '–', 'note': ''}

    def result(self, vigie, verdict, note='', server=None, rivals=None):
        self.cells.update(vigie=vigie, verdict=verdict, note=note)
        if server is not None:
            self.cells['server'] = f'{server:.2f}'
        if rivals is not None:
            self.cells['rivals'] = rivals
        return self.cells


class Bench:
    """Runs vigie-bench and the peers, in turn, and makes the lines out of what they say."""

    def __init__(self, options, screen):
        self.options = options
        self.screen = screen
        self.seconds = 8 if options.quick else 12
        self.settle = 6
        self.problem = ''

    # -- tools ---------------------------------------------------------------------------------------------------
    def cameras(self, phases='start', **more):
        clips = self.options.camsim_clips if more.get('clock') else self.options.clips
        return world.Cameras(self.options.build / 'tests/camsim/vigie-camsim', clips, phases, **more)

    def vigie(self, *arguments, timeout=None):
        """The door's JSON, or None; why is in self.problem."""
        command = [str(self.options.build / 'tests/bench/vigie-bench'), *map(str, arguments), '--json']
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
        try:
            return json.loads(done.stdout)
        except ValueError:
            self.problem = f'vigie-bench {arguments[0]}: {(done.stderr or done.stdout).strip()[-200:]}'
            return None

    def rivals(self, urls):
        """{name: (cores, pss, problem)} of the peers but ffdec, once each; none with --quick."""
        figures = {}
        for name in [name for name in peers.PEERS if name != 'ffdec']:
            if self.options.quick:
                figures[name] = (None, None, peers.missing(name) or 'left out (--quick)')
                continue
            run = peers.Run(name, urls, self.screen, self.settle + 2, self.seconds / 2)
            figures[name] = (run.cores, run.pss, run.problem)
        return figures

    def against_ffdec(self, cameras, count, stream, per_picture_fps=None):
        """Vigie and ffdec A B A B. Ratio of cores, or of the time per shown picture."""
        url_file, urls = cameras.url_file(count, stream), cameras.urls(count, stream)
        ours, theirs, walls, ffdec, servers = 0.0, 0.0, [], [], []
        for _ in range(self.options.rounds):
            server, start = cameras.cpu(), time.monotonic()
            wall = self.vigie('wall', '--urls', url_file, '--seconds', 2 * self.seconds)
            servers.append((cameras.cpu() - server) / (time.monotonic() - start))
            run = peers.Run('ffdec', urls, self.screen, self.settle - 2, self.seconds)
            if wall is None or run.problem:
                self.problem = self.problem or f'ffdec: {run.problem}'
                return None
            walls.append(wall)
            ffdec.append(run)
            # ffdec decodes every picture or falls behind for good: its rate is the streams'
            shown = wall['steady_fps'] / per_picture_fps if per_picture_fps else 1.0
            ours += wall['steady_cores'] / shown
            theirs += run.cores
        return {'ratio': ours / theirs, 'walls': walls, 'ffdec': ffdec, 'ffdec_cores': theirs / len(walls),
                'server': sum(servers) / len(servers)}

    # -- lines ---------------------------------------------------------------------------------------------------
    def cpu_subs(self):
        line = Line('CPU, 16 subs over RTSP/TCP on a 1920x1080 wall, every picture shown / ffdec', '1.0', '1.35', '1.20')
        memory = Line('memory, 16 subs (PSS)', '–', '150 MB', '120 MB')
        with self.cameras() as cameras:
            both = self.against_ffdec(cameras, 16, 'sub')
            if both is None:
                return [line.result('–', NONE, self.problem), memory.result('–', NONE, self.problem)]
            rivals = self.rivals(cameras.urls(16))
        fps = min(stream['steady_fps'] for wall in both['walls'] for stream in wall['streams'])
        shares = ', '.join(f'{name} {cores / both["ffdec_cores"]:.2f}' if cores else f'{name}: {problem}'
                           for name, (cores, _, problem) in rivals.items())
        rounds = ', '.join(f'{wall["steady_cores"]:.3f} / {run.cores:.3f}'
                           for wall, run in zip(both['walls'], both['ffdec']))
        pss = max(wall['pss_mb'] for wall in both['walls'])
        sizes = ', '.join([f'ffdec {both["ffdec"][-1].pss:.0f}']
                          + [f'{name} {size:.0f}' for name, (_, size, _) in rivals.items() if size])
        return [line.result(f'{both["ratio"]:.2f}', judge(both['ratio'], 1.35, 1.20),
                            f'cores Vigie / ffdec by round: {rounds}; slowest tile {fps:.2f} fps', both['server'], shares),
                memory.result(f'{pss:.0f} MB', judge(pss, 150, 120), '', both['server'], sizes)]

    def cpu_main(self):
        line = Line('CPU per shown picture, 9 x 1080p25 at ≥ 24.5 fps each / ffdec', '1.0', '1.20', '1.10')
        with self.cameras() as cameras:
            both = self.against_ffdec(cameras, 9, 'main', per_picture_fps=25.0)
            if both is None:
                return [line.result('–', NONE, self.problem)]
            rivals = self.rivals(cameras.urls(9, 'main'))
        fps = min(stream['steady_fps'] for wall in both['walls'] for stream in wall['streams'])
        verdict = judge(both['ratio'], 1.20, 1.10) if fps >= 24.3 else BELOW
        shares = ', '.join(f'{name} {cores / both["ffdec_cores"]:.2f} (pictures not counted)' if cores
                           else f'{name}: {problem}' for name, (cores, _, problem) in rivals.items())
        return [line.result(f'{both["ratio"]:.2f}', verdict, f'slowest tile {fps:.2f} fps; ffdec '
                            f'{both["ffdec_cores"]:.2f} cores', both['server'], shares)]

    def _capacity(self, line, phases, must, goal):
        with self.cameras(phases) as cameras:
            server, start = cameras.cpu(), time.monotonic()
            seconds = 10 if self.options.quick else 14
            found = self.vigie('capacity', '--urls', cameras.url_file(240), '--seconds', seconds, '--from', 32, '--to',
                               224, '--step', 16 if self.options.quick else 8)
            share = (cameras.cpu() - server) / (time.monotonic() - start)
            if found is None:
                return [line.result('–', NONE, self.problem)]
        trials = ', '.join(f'{t["tiles"]}: {t["fps"]:.2f} fps {100 * t["late_share"]:.1f} % late'
                           for t in sorted(found['trials'], key=lambda t: t['tiles']))
        return [line.result(str(found['streams']), judge(found['streams'], must, goal, True), trials, share)]

    def capacity_spread(self):
        return self._capacity(Line('subs on 2 cores at ≥ 14.9 fps, < 1 % late, GOP phases spread',
                                   'decode + convert 160', '80', '128', 'mpv 49, GStreamer 36 (earlier, elsewhere)'),
                              'spread', 80, 128)

    def capacity_aligned(self):
        return self._capacity(Line('the same with all key frames at the same instant', '64 already late', '48', '80'),
                              'aligned', 48, 80)

    def delay(self):
        one = Line('delay capture → presented, one 640x360@25, p50 / p95 ms', 'decode + one repaint', '25 / 40', '8 / 15',
                   'GStreamer latency=0 4 / 6, mpv tuned 44 / 46 (earlier, elsewhere)')
        many = Line('delay p95, 16 such tiles', '–', '45', '25', '16 mpv 57 (earlier, elsewhere)')
        rows = []
        with self.cameras(clock=True, count=16) as cameras:
            for line, tiles, sources in ((one, 1, 1), (many, 16, self.options.clock_cameras)):
                addresses = [part for url in cameras.urls(sources) for part in ('--url', url)]
                server, start = cameras.cpu(), time.monotonic()
                found = self.vigie('latency', '--tiles', tiles, '--seconds', self.seconds, *addresses)
                share = (cameras.cpu() - server) / (time.monotonic() - start)
                if not found or not found.get('n'):
                    rows.append(line.result('–', NONE, self.problem))
                    continue
                note = (f'n {found["n"]}, at the decoder\'s output {found["decoded_p50_ms"]:.1f} / '
                        f'{found["decoded_p95_ms"]:.1f}, from {sources} camera(s)')
                if tiles == 1:
                    verdict = worse(judge(found['p50_ms'], 25, 8), judge(found['p95_ms'], 40, 15))
                    rows.append(line.result(f'{found["p50_ms"]:.1f} / {found["p95_ms"]:.1f}', verdict, note, share))
                else:
                    rows.append(line.result(f'{found["p95_ms"]:.1f}', judge(found['p95_ms'], 45, 25), note, share))
        return rows

    def first_picture(self):
        line = Line('first picture on all 16 tiles, streams that begin with a key frame', '~0.1 s', '0.45 s', '0.25 s',
                    'GStreamer 0.55 s, mpv 0.60 s (earlier, elsewhere)')
        times = []
        with self.cameras() as cameras:
            for _ in range(3 if self.options.quick else 6):
                found = self.vigie('wall', '--urls', cameras.url_file(16), '--seconds', 2)
                if found is None or found['first_pictures_ms'] is None:
                    return [line.result('–', NONE, self.problem or 'a tile had no picture')]
                times.append(found['first_pictures_ms'] / 1000)
        worst = max(times)
        return [line.result(f'{worst:.2f} s', judge(worst, 0.45, 0.25),
                            f'the slowest of {len(times)}, best {min(times):.2f} s, painting not counted')]

    def switch(self):
        line = Line('layout switch 16 → other 16 warm (seen in the last minute)', 'one repaint', '0.30 s, never black',
                    '0.10 s', 'none keeps warm')
        cold = Line('the same, cold', '–', '–', '–')
        with self.cameras() as cameras:
            found = self.vigie('switch', '--urls', cameras.url_file(32), '--rounds', 3)
        if found is None:
            return [line.result('–', NONE, self.problem), cold.result('–', NONE, self.problem)]
        seconds = found['warm_ms'] / 1000
        verdict = BELOW if found['warm_black_repaints'] else judge(seconds, 0.30, 0.10)
        return [line.result(f'{seconds:.3f} s', verdict, f'{found["warm_black_repaints"]} black repaints; newer pictures '
                            f'everywhere after {found["warm_live_ms"] / 1000:.2f} s'),
                cold.result(f'{found["cold_ms"] / 1000:.2f} s', '–', f'{found["cold_black_repaints"]} repaints without a '
                            'picture')]

    def memory_further(self):
        line = Line('memory of each further sub / 1080p stream', 'decoder alone 3.1 / 12 MB', '5 / 18 MB', '4 / 15 MB')
        with self.cameras() as cameras:
            sub = self.vigie('wall', '--urls', cameras.url_file(32), '--tiles', 16, '--seconds', 8, '--further', 16)
            main = self.vigie('wall', '--urls', cameras.url_file(8, 'main'), '--tiles', 2, '--seconds', 8, '--further', 4)
        if sub is None or main is None:
            return [line.result('–', NONE, self.problem)]
        small, large = sub['pss_per_further_mb'], main['pss_per_further_mb']
        return [line.result(f'{small:.1f} / {large:.1f} MB', worse(judge(small, 5, 4), judge(large, 18, 15)))]

    def stop(self):
        line = Line('stop one stream whatever it is blocked on', '–', '200 ms', '50 ms')
        with self.cameras(count=1) as cameras:
            found = self.vigie('stop', '--url', cameras.urls(1)[0], '--rounds', 3 if self.options.quick else 10)
        if found is None:
            return [line.result('–', NONE, self.problem)]
        worst = found.pop('worst_ms')
        unreached = [name for name, value in found.items() if not isinstance(value, (int, float))]
        note = ', '.join(f'{name} {value:.0f}' if isinstance(value, (int, float)) else f'{name}: {value}'
                         for name, value in found.items())
        return [line.result(f'{worst:.0f} ms', NONE if unreached else judge(worst, 200, 50), note)]

    def soak(self):
        line = Line('30 min soak, 24 streams, faults injected on 4', '–',
                    'memory slope < 1 MB/h after 5 min, 0 drops on the healthy 20', 'same at 64')
        minutes = self.options.soak_minutes
        if minutes == 0:
            return [line.result('–', NONE, 'left out: --soak-minutes 0')]
        settle = 5 if minutes >= 10 else minutes // 2
        with self.cameras(count=self.options.soak_streams) as cameras:
            found = self.vigie('soak', '--urls', cameras.url_file(self.options.soak_streams), '--control', cameras.control,
                               '--minutes', minutes, '--settle-minutes', settle)
        if found is None:
            return [line.result('–', NONE, self.problem)]
        slope, drops = found['memory_slope_mb_per_hour'], found['healthy_dropped']
        verdict = BELOW if slope >= 1 or drops else MUST if found['streams'] < 64 else GOAL
        return [line.result(f'{slope:+.1f} ± {found["memory_slope_error"]:.1f} MB/h, {drops} drops', verdict,
                            f'{minutes} min, {found["streams"]} streams, slope after {settle} min, floor of the heap by minute '
                            f'{found["anonymous_floor_slope_mb_per_hour"]:+.1f} ± {found["anonymous_floor_slope_error"]:.1f} MB/h; '
                            f'{found["healthy_pictures"]} pictures on the healthy, {found["healthy_late"]} late; '
                            f'{found["faults_injected"]} faults, {found["faulty_reconnects"]} reconnects; PSS '
                            f'{found["first_pss_mb"]:.0f} → {found["last_pss_mb"]:.0f} MB')]

    def foreign(self):
        line = Line('16 tiles of a server that is not ours (VLC, over UDP: it speaks no other): fps', '–', '14.9 fps', '14.9 fps')
        server = world.VlcServer(self.options.clips / world.clip_names(self.options.clips)[0][0])
        try:
            url = server.url()
            if url is None:
                return [line.result('–', NONE, f'VLC as a server: {peers.NOT_INSTALLED}, or it did not start')]
            before, start = world.cpu_seconds([server.process.pid]), time.monotonic()
            path = self.options.folder / 'foreign.txt'
            path.write_text(url + '\n')
            found = self.vigie('wall', '--urls', path, '--tiles', 16, '--transport', 'udp', '--seconds', 2 * self.seconds)
            share = (world.cpu_seconds([server.process.pid]) - before) / (time.monotonic() - start)
        finally:
            server.close()
        if found is None:
            return [line.result('–', NONE, self.problem)]
        worst = min(stream['steady_fps'] for stream in found['streams'])
        first = found['first_pictures_ms']
        return [line.result(f'{worst:.2f} fps', judge(worst, 14.8, 14.8, True), f'first pictures after '
                            f'{first / 1000 if first else float("nan"):.2f} s (its key frames come every 2 s)', share)]

    def gpu(self):
        line = Line('with a GPU: 1080p25 tiles at full rate, zero-copy', 'decoder engines', '64', 'engines\' limit x 0.9',
                    'Genetec publishes 20, Nx caps at 64')
        with self.cameras(count=64) as cameras:
            found = self.vigie('wall', '--urls', cameras.url_file(64, 'main'), '--render', 'gpu', '--seconds', 12)
        if found is None:
            return [line.result('–', NONE, self.problem)]
        if 'refused' in found:
            return [line.result('–', NONE, f'this machine has no GPU for it; Vigie says: {found["refused"]}')]
        full = sum(stream['steady_fps'] >= 24.5 for stream in found['streams'])
        return [line.result(f'{full} of 64', judge(full, 64, 64, True))]


LINES = ['cpu_subs', 'cpu_main', 'capacity_spread', 'capacity_aligned', 'delay', 'first_picture', 'switch',
         'memory_further', 'stop', 'foreign', 'soak', 'gpu']

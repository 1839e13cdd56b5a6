#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that no compiler checks. usage: check_house.py ROOT [--self-test]

Prints one line a breach (file:line: rule) and ends 1 when there is any.
"""
import pathlib
import re
import sys

LAYERS = {
    'core': 0,
    'storage': 10, 'settings': 10, 'secrets': 10, 'net': 10, 'geo': 10,
    'registry': 20, 'journal': 20, 'rtsp': 20, 'onvif': 20, 'input': 20, 'rota': 20,
    'media': 30, 'ptz': 30, 'alarms': 30,
    'access': 40, 'render': 40,
    'live': 50, 'evidence': 50, 'supervision': 50,
}
UI_LAYERS = {'common': 60, 'surface': 60, 'shell': 62}  # every other folder of ui is a task: 61
MAX_LINES = 600
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
WIDGET = re.compile(r'^(QtWidgets/|QWidget$|QApplication$|QDialog$|QMainWindow$|QLabel$|QPushButton$|QtOpenGLWidgets/)')
FFMPEG = re.compile(r'^lib(av|sw)[a-z]+/')
FIXED_WAIT = re.compile(r'\b(QTest::qWait|QTest::qSleep|sleep_for|sleep_until|QThread::m?u?sleep|usleep)\s*\(')


def layer_of_include(path):
    parts = path.split('/')
    if parts[0] == 'ui' and len(parts) > 1:
        return UI_LAYERS.get(parts[1], 61), 'ui/' + parts[1]
    if parts[0] in LAYERS and len(parts) > 1:
        return LAYERS[parts[0]], parts[0]
    return None, None


def layer_of_file(path):
    parts = path.parts
    if parts[0] == 'src' and len(parts) > 2:
        return LAYERS.get(parts[1]), parts[1]
    if parts[0] == 'ui' and len(parts) > 2:
        return UI_LAYERS.get(parts[1], 61), 'ui/' + parts[1]
    if parts[0] == 'app':
        return 70, 'app'
    return None, None


def check_file(relative, text):
    """Breaches of one file. relative: pathlib path from the root."""
    lines = text.split('\n')
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in '\n'.join(lines[:3]):
        yield 1, 'no SPDX line in the first three lines'
    if text.count('\n') > MAX_LINES:
        yield len(lines), f'over {MAX_LINES} lines: split it'
    top = relative.parts[0]
    layer, own = layer_of_file(relative)
    if top == 'src' and len(relative.parts) > 2 and layer is None:
        yield 1, f'library {relative.parts[1]} has no layer in check_house.py'
    for number, line in enumerate(lines, 1):
        include = INCLUDE.match(line)
        if include:
            name = include.group(1)
            if top == 'src' and WIDGET.match(name):
                yield number, f'a widget under src/: {name}'
            if FFMPEG.match(name) and top in ('src', 'ui', 'app') and relative.parts[:2] != ('src', 'media'):
                yield number, f'FFmpeg outside src/media: {name}'
            there, whose = layer_of_include(name)
            if layer is not None and there is not None and whose != own and there >= layer:
                yield number, f'{own} (layer {layer}) includes {name} (layer {there}): arrows only point down'
        if top == 'tests' and FIXED_WAIT.search(line) and 'house: wait' not in line:
            yield number, 'a fixed wait in a test: wait for the event (QTRY_*, a spy)'
        if top in ('src', 'ui', 'app') and re.search(r'\bQ_ASSERT(_X)?\s*\(', line):
            yield number, 'Q_ASSERT as error handling'


def check_tree(root):
    breaches = []
    for top in ('app', 'ui', 'src', 'tests'):
        for path in sorted((root / top).rglob('*')):
            if path.suffix not in ('.cpp', '.h'):
                continue
            relative = path.relative_to(root)
            for number, rule in check_file(relative, path.read_text(encoding='utf-8')):
                breaches.append(f'{relative}:{number}: {rule}')
    for folder in sorted(p for top in ('src', 'ui') for p in (root / top).iterdir() if p.is_dir()):
        if (folder / 'CMakeLists.txt').exists() and not (folder / 'README.md').exists():
            breaches.append(f'{folder.relative_to(root)}: no README.md')
    return breaches


SPDX = '// SPDX-License-Identifier: GPL-3.0-or-later\n'
SELF_TEST = [  # (path, text, must be found)
    ('src/core/x.cpp', SPDX + '#include <QtWidgets/QWidget>\n', 'a widget under src/'),
    ('src/geo/x.h', SPDX + '#include <QWidget>\n', 'a widget under src/'),
    ('ui/wall/x.cpp', SPDX + '#include <libavcodec/avcodec.h>\n', 'FFmpeg outside src/media'),
    ('src/render/x.cpp', SPDX + '#include <libswscale/swscale.h>\n', 'FFmpeg outside src/media'),
    ('src/media/x.cpp', SPDX + '#include <libavcodec/avcodec.h>\n', None),
    ('src/media/y.cpp', SPDX + '#include <access/gate.h>\n', 'arrows only point down'),
    ('src/media/z.cpp', SPDX + '#include <ptz/controller.h>\n', 'arrows only point down'),
    ('src/access/y.cpp', SPDX + '#include <media/session.h>\n', None),
    ('ui/wall/y.cpp', SPDX + '#include <ui/map/map_widget.h>\n', 'arrows only point down'),
    ('tests/unit/x/tst_x.cpp', SPDX + 'QTest::qWait(50);\n', 'a fixed wait'),
    ('src/core/long.cpp', SPDX + '\n' * 700, 'over 600 lines'),
    ('src/core/bare.cpp', 'int x;\n', 'no SPDX'),
]


def self_test():
    failed = 0
    for path, text, expected in SELF_TEST:
        found = [rule for _, rule in check_file(pathlib.Path(path), text)]
        ok = any(expected in rule for rule in found) if expected else not found
        if not ok:
            print(f'self-test: {path}: expected {expected!r}, found {found}')
            failed += 1
    return failed


if __name__ == '__main__':
    if self_test():
        sys.exit(1)
    found = check_tree(pathlib.Path(sys.argv[1]))
    print('\n'.join(found) if found else 'the house is in order')
    sys.exit(1 if found else 0)

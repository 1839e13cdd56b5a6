#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Extracts every tr() into vigie_fr.ts and says which strings have no French yet.

usage: fill_fr.py ROOT [--check] [--from FILE.tsv …]
  default   runs lupdate on src, ui and app, keeps what is translated, fills from the tsv files (English TAB French)
  --check   changes nothing; ends 1 and lists the strings that are missing, unfinished, or no longer in the source,
            and translations whose placeholders (%1 …) differ from the source's or whose punctuation may be torn off
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET


def lupdate(root, ts):
    for tool in ('lupdate', '/usr/lib/qt6/bin/lupdate'):
        if shutil.which(tool):
            break
    else:
        sys.exit('lupdate is missing: install qt6-l10n-tools')
    subprocess.run([tool, '-silent', '-no-obsolete', '-I', str(root), '-I', str(root / 'src'), '-locations', 'none', '-source-language', 'en',
                    '-target-language', 'fr', str(root / 'src'), str(root / 'ui'), str(root / 'app'),
                    '-ts', str(ts)], check=True)


def placeholders(text):
    return sorted(set(re.findall(r'%(?:n|L?\d+)', text or '')))


def forms(translation):
    numerus = translation.findall('numerusform')
    return [f.text or '' for f in numerus] if numerus else [translation.text or '']


def missing(ts):
    problems = []
    for context in ET.parse(ts).getroot().iter('context'):
        for message in context.iter('message'):
            source = message.findtext('source') or ''
            translation = message.find('translation')
            where = f"{context.findtext('name')}: {source!r}"
            texts = forms(translation) if translation is not None else ['']
            if translation is None or translation.get('type') == 'unfinished' or not all(texts):
                problems.append(f'no French: {where}')
                continue
            if message.get('numerus') != 'yes' and any(placeholders(t) != placeholders(source) for t in texts):
                problems.append(f'placeholders differ: {where}')
            if any(re.search(r' [:;?!»](\s|$)|« ', t) for t in texts):
                problems.append(f'ordinary space where French has a no-break one: {where}')
    return problems


def fill(ts, tables):
    french = {}
    for table in tables:
        for number, line in enumerate(pathlib.Path(table).read_text(encoding='utf-8').splitlines(), 1):
            if not line.strip() or line.startswith('#'):
                continue
            if '\t' not in line:
                sys.exit(f'{table}:{number}: no TAB')
            parts = line.split('\t')
            french[parts[0].replace('\\n', '\n')] = [p.replace('\\n', '\n') for p in parts[1:]]
    tree = ET.parse(ts)
    for message in tree.getroot().iter('message'):
        translation = message.find('translation')
        source = message.findtext('source')
        if source in french and (translation.get('type') == 'unfinished' or not any(forms(translation))):
            translation.attrib.pop('type', None)
            texts = french[source]
            if message.get('numerus') == 'yes':
                for child in list(translation):
                    translation.remove(child)
                translation.text = None
                for text in (texts * 2)[:2]:
                    ET.SubElement(translation, 'numerusform').text = text
            else:
                translation.text = texts[0]
    ET.indent(tree, space='    ')
    body = ET.tostring(tree.getroot(), encoding='unicode')
    pathlib.Path(ts).write_text('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + body + '\n', encoding='utf-8')


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    ts = root / 'translations' / 'vigie_fr.ts'
    if '--check' in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / 'vigie_fr.ts'
            shutil.copy(ts, copy)
            lupdate(root, copy)
            problems = missing(copy)
    else:
        tables = sys.argv[sys.argv.index('--from') + 1:] if '--from' in sys.argv else []
        lupdate(root, ts)
        fill(ts, tables)
        problems = missing(ts)
    print('\n'.join(problems) if problems else 'French is complete')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())

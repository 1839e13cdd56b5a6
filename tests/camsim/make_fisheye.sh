#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Clips of the simulated panoramic camera: the street of make_clips.sh as a wall's equidistant fisheye of 180 degrees sees it.
# Apart from make_clips.sh, so that a change of either does not encode the other's again. Cached, < 15 s on 2 cores.
# usage: make_fisheye.sh OUTDIR        needs: ffmpeg (libx264, v360), opencv-doc
set -euo pipefail
OUT=${1:?usage: make_fisheye.sh OUTDIR}
mkdir -p "$OUT"
SELF=$(readlink -f "$0")
V=/usr/share/doc/opencv-doc/examples/data/vtest.avi # 768x576, 795 frames
[ -e "$V" ] || { echo "make_fisheye: missing $V (apt-get install opencv-doc)" >&2; exit 1; }
command -v ffmpeg >/dev/null || { echo "make_fisheye: ffmpeg is missing (apt-get install ffmpeg)" >&2; exit 1; }

STAMP=$({ cat "$SELF"; ffmpeg -hide_banner -version | head -1; } | sha256sum | cut -d' ' -f1)
exec 9>"$OUT/.fisheye-lock"
flock 9 # two builds may ask at once
if [ "$(cat "$OUT/fisheye-stamp" 2>/dev/null || true)" = "$STAMP" ]; then
    touch "$OUT/fisheye-stamp" # so that make-like tools see it is up to date
    exit 0
fi
cd "$OUT"
# Half of the world, made of the scene and of its own reflections above and below; then the lens, black around its circle.
SCENE="select='between(n\,90\,329)',setpts=N/15/TB,fps=15,scale=1440:1080,setsar=1,pad=1440:1440:0:240,\
fillborders=top=240:bottom=120:mode=mirror,v360=input=hequirect:output=fisheye:h_fov=180:v_fov=180:w=960:h=960,format=yuv420p"
CIRCLE="color=black:s=960x960:r=15:d=1,trim=end_frame=1,format=yuv420p,split[dark][shape];\
[shape]geq=lum='255*lte(hypot(X-479.5,Y-479.5),479)':cb='255*lte(hypot(X-239.5,Y-239.5),239.5)':cr='255*lte(hypot(X-239.5,Y-239.5),239.5)',loop=-1:1[mask];\
[dark]loop=-1:1[around]"
encode() { # size kbit/s FILE
    # Under another name first: a clip that is being played is not written over.
    ffmpeg -hide_banner -loglevel error -nostdin -y -fflags +bitexact -threads 1 -i "$V" -filter_complex_threads 1 -filter_complex \
        "$CIRCLE;[0]$SCENE[lens];[around][lens][mask]maskedmerge,scale=$1:$1,format=yuv420p" -frames:v 240 -r 15 -an \
        -flags +bitexact -map_metadata -1 -sws_flags bicubic+accurate_rnd+bitexact -c:v libx264 -preset superfast -profile:v high \
        -threads 1 -bf 0 -refs 1 -g 30 -keyint_min 30 -sc_threshold 0 -b:v "$2k" -maxrate "$(($2 * 3 / 2))k" -bufsize "$(($2 * 2))k" \
        -f mp4 "$3.new" && mv -f "$3.new" "$3"
}
encode 960 1800 main_fisheye_960p15_h264.mp4 &
encode 640 700 sub_fisheye_640p15_h264.mp4 &
FAILED=0
for job in $(jobs -p); do wait "$job" || FAILED=1; done
[ "$FAILED" = 0 ] || { echo "make_fisheye: ffmpeg could not make the clips" >&2; exit 1; }
echo "$STAMP" >fisheye-stamp

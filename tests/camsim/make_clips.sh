#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Clips of the simulated cameras, from the footage of Debian's opencv-doc. Deterministic, cached, < 60 s on 2 cores.
# usage: make_clips.sh OUTDIR        needs: ffmpeg (libx264, libx265, drawtext), opencv-doc, fonts-dejavu-core
set -euo pipefail
OUT=${1:?usage: make_clips.sh OUTDIR}
mkdir -p "$OUT"
SELF=$(readlink -f "$0")
D=/usr/share/doc/opencv-doc/examples/data
V=$D/vtest.avi # 768x576 street seen from above, 795 frames
FONT=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf
for f in "$V" "$D/building.jpg" "$D/leuvenA.jpg" "$FONT"; do
    [ -e "$f" ] || { echo "make_clips: missing $f (apt-get install opencv-doc fonts-dejavu-core)" >&2; exit 1; }
done
command -v ffmpeg >/dev/null || { echo "make_clips: ffmpeg is missing (apt-get install ffmpeg)" >&2; exit 1; }

STAMP=$({ cat "$SELF"; ffmpeg -hide_banner -version | head -1; } | sha256sum | cut -d' ' -f1)
if [ "$(cat "$OUT/stamp" 2>/dev/null || true)" = "$STAMP" ]; then
    touch "$OUT/stamp" # so that make-like tools see it is up to date
    exit 0
fi
rm -f "$OUT/stamp"
exec 9>"$OUT/.lock"
flock 9 # two builds may ask at once
[ "$(cat "$OUT/stamp" 2>/dev/null || true)" = "$STAMP" ] && exit 0
cd "$OUT"

FF=(ffmpeg -hide_banner -loglevel error -nostdin -y -fflags +bitexact)
BE=(-an -flags +bitexact -fflags +bitexact -map_metadata -1 -sws_flags bicubic+accurate_rnd+bitexact)

# What each place looks like: crop of the footage, mirroring, grading. First number: frames to skip.
declare -A LOOK=(
    [place]="0|crop=768:432:0:72"
    [rue]="120|crop=512:288:0:180,eq=contrast=1.08:saturation=1.5:gamma_r=1.12:gamma_b=0.85"
    [parvis]="240|crop=512:288:256:60,hflip,eq=gamma=1.15:saturation=0.8:gamma_b=1.2:gamma_r=0.9"
    [nuit]="360|crop=640:360:64:130,hue=s=0,eq=brightness=-0.22:contrast=0.85:gamma=0.8,vignette=PI/4"
    [gare]="480|crop=448:252:160:200,hflip,eq=brightness=0.06:contrast=0.9:saturation=0.45"
    [ecole]="60|crop=608:342:100:150,eq=gamma_r=1.3:gamma_g=1.02:gamma_b=0.7:saturation=1.1"
    [parking]="200|crop=480:270:288:306,hflip,eq=gamma_g=1.18:gamma=0.9:saturation=0.9"
    [marche]="300|crop=704:396:0:100,hflip,eq=gamma=1.1:contrast=1.15:saturation=1.25"
)
# look W H FPS FRAMES NOISE: every frame a new picture; the last second fades into the frames before the first one,
# so that the loop has no jump.
graph() {
    local look=${LOOK[$1]} w=$2 h=$3 fps=$4 n=$5 noise=$6
    local skip=${look%%|*} filter=${look#*|}
    echo "select='between(n\,$skip\,$((skip + n + fps - 1)))',setpts=N/$fps/TB,fps=$fps,$filter,scale=$w:$h,format=yuv420p,split[a][b];\
[a]trim=start_frame=$fps,setpts=PTS-STARTPTS,settb=1/$fps[main];[b]trim=end_frame=$fps,setpts=PTS-STARTPTS,settb=1/$fps[head];\
[main][head]xfade=transition=fade:duration=1:offset=$((n / fps - 1)),noise=alls=$noise:allf=t:all_seed=7,format=yuv420p"
}
X264() { # kbit/s GOP preset: what cameras do: no B frames, one reference, one slice, fixed GOP
    echo "-c:v libx264 -preset $3 -profile:v high -threads 1 -bf 0 -refs 1 -g $2 -keyint_min $2 -sc_threshold 0 -b:v $1k \
-maxrate $(($1 * 3 / 2))k -bufsize $(($1 * 2))k -x264-params sliced-threads=0:rc-lookahead=10"
}
X265() {
    echo "-c:v libx265 -preset ultrafast -tag:v hvc1 -b:v $1k -x265-params log-level=error:bframes=0:ref=1:keyint=$2:\
min-keyint=$2:scenecut=0:open-gop=0:no-info=1:vbv-maxrate=$(($1 * 3 / 2)):vbv-bufsize=$(($1 * 2)):pools=1:frame-threads=1"
}
MJPEG="-c:v mjpeg -huffman default -pix_fmt yuvj420p -q:v 7 -threads 1"
# One thread an encode (several give other bytes from run to run), as many encodes at once as there are cores.
JOBS=$(nproc)
FAILED=$(mktemp)
trap 'rm -f "$FAILED"' EXIT
ENC() { # look W H FPS FRAMES NOISE FILE codec options…
    while [ "$(jobs -rp | wc -l)" -ge "$JOBS" ]; do wait -n || true; done
    local g file=$7
    g=$(graph "$1" "$2" "$3" "$4" "$5" "$6")
    { "${FF[@]}" -threads 1 -i "$V" -filter_complex_threads 1 -filter_complex "$g" -frames:v "$5" -r "$4" "${BE[@]}" "${@:8}" \
        "$file" || echo "$file" >>"$FAILED"; } &
}

ENC place   1920 1080 25 200 3 main_place_1080p25_h264.mp4  $(X264 4000 50 superfast)
ENC rue     1920 1080 25 200 3 main_rue_1080p25_h264.mp4    $(X264 4000 50 superfast)
ENC gare    1920 1080 25 200 2 main_gare_1080p25_h265.mp4   $(X265 2500 50)
ENC parvis  1280  720 15 240 3 main_parvis_720p15_h264.mp4  $(X264 1800 30 superfast)
ENC nuit    1280  720 15 240 9 main_nuit_720p15_h264.mp4    $(X264 1800 30 superfast)
ENC parking 1280  720 15 240 3 main_parking_720p15_h264.mp4 $(X264 1800 30 superfast)
ENC marche  1280  720 15 240 2 main_marche_720p15_h265.mp4  $(X265 1200 30)
ENC ecole   1280  720 15 120 3 main_ecole_720p15_mjpeg.avi  $MJPEG
ENC ecole    640  360 15 120 3 sub_ecole_360p15_mjpeg.avi   $MJPEG
for look in place rue parvis gare ecole parking; do
    ENC $look 640 360 15 240 4 sub_${look}_360p15_h264.mp4  $(X264 400 30 veryfast)
done
ENC nuit     640  360 15 240 12 sub_nuit_360p15_h264.mp4    $(X264 400 30 veryfast)
ENC marche   640  360 15 240 3 sub_marche_360p15_h265.mp4   $(X265 300 30)
ENC place    640  360 15 300 4 sub_longgop_360p15_h264.mp4  $(X264 400 300 veryfast)

# The panorama the PTZ cameras look at: a street between two buildings, with large letters to know where one looks.
MARKS=""
i=0
for letter in A B C D E F G H; do
    MARKS+=",drawtext=fontfile=$FONT:text=$letter:fontsize=110:fontcolor=white:borderw=6:bordercolor=black:x=$((240 + i * 480 - 40)):y=$((i % 2 ? 330 : 1150))"
    i=$((i + 1))
done
"${FF[@]}" -i "$D/building.jpg" -i "$V" -i "$D/leuvenA.jpg" -filter_complex \
    "[0]scale=-2:1620,crop=840:1620,format=yuv420p,setsar=1[l];[1]trim=end_frame=1,scale=2160:1620:flags=lanczos,format=yuv420p,setsar=1[m];\
[2]scale=-2:1620,crop=840:1620,format=yuv420p,setsar=1[r];[l][m][r]hstack=3,noise=alls=4:all_seed=5,format=yuv420p$MARKS" \
    -frames:v 1 "${BE[@]}" -f rawvideo -pix_fmt yuv420p panorama_3840x1620.yuv || echo panorama >>"$FAILED"
wait
if [ -s "$FAILED" ]; then
    echo "make_clips: ffmpeg could not make: $(tr '\n' ' ' <"$FAILED")" >&2
    exit 1
fi
sha256sum ./*.mp4 ./*.avi ./*.yuv >SHA256SUMS
echo "$STAMP" >stamp

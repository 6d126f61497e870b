#!/usr/bin/env bash
# Makes the sample recordings of the demo CRM from dialogues.txt: speech by espeak-ng, the telephone line by sox,
# Ogg Vorbis by oggenc. The recordings are committed, so nobody needs this to build or run the demo.
#
# Usage: src/samples/make-recordings.sh [directory]
#   directory   where call-NN.ogg and README.md go; by default the demo's resources
# Needs: espeak-ng, sox, vorbis-tools (Debian packages of these names).
#
# The same versions of the tools make the same bytes: noise is seeded, the stream serial is the number of the call and
# no date is written. Other versions of espeak-ng speak a little faster or slower, and README.md then gets other lengths.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
script=$here/dialogues.txt
out=${1:-$here/../main/resources/dev/callcard/demo/sample/recordings}
for tool in espeak-ng sox soxi oggenc ogginfo oggdec; do
  command -v "$tool" >/dev/null || { echo "make-recordings: $tool is missing" >&2; exit 2; }
done
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

QUALITY=0            # of oggenc; speech at a telephone's bandwidth needs no more
LEAD_MS=450          # line noise before the first word
TAIL_MS=700          # and after the last
OVERLAP_MS=280       # how early a line marked + comes in
GAPS_MS=(380 560 460 690 420 520)   # between turns, in this order, round and round
NOISE_DB=-46         # peak of the comfort noise, a low hum of 300 to 1200 Hz: wider noise would cost half a megabyte
PEAK_DB=-4           # before encoding; Vorbis at this quality adds about 1 dB

SOX=(sox -R -D -V1)  # -R: the same noise at every run; -D: no dither

declare -A voice set
rows=$work/rows.md
: >"$rows"

ms() { echo $(($1 * set[rate] / 1000)); }        # milliseconds to samples

# Speaks a line and appends it to its speaker's channel at the right moment. Arguments: speaker, "+" or "", text
say() {
  local who=$1 early=$2 text=$3 v speed pitch start pad n=$((turn + 1)) seg
  if [ "$who" = C ]; then read -r v speed pitch <<<"${set[customer]}"; else read -r v speed pitch <<<"${voice[${set[agent]}]}"; fi
  if [ -n "$early" ]; then start=$((clock - $(ms $OVERLAP_MS)))
  elif [ "$turn" = 0 ]; then start=$((clock + pause))
  else start=$((clock + pause + $(ms "${GAPS_MS[turn % ${#GAPS_MS[@]}]}"))); fi
  pad=$((start - end[$who]))
  [ "$pad" -ge 0 ] || { pad=0; start=${end[$who]}; }
  seg=$work/$(printf '%s-%03d.wav' "$who" "$n")
  espeak-ng -v "$v" -s "$speed" -p "$pitch" -w "$work/raw.wav" "$text"
  # The synthesiser's own silence goes, so that the pauses are the ones asked for.
  # The rate comes first: pad counts samples of the line, not of the synthesiser.
  "${SOX[@]}" "$work/raw.wav" -b 16 "$seg" \
    gain -3 rate "${set[rate]}" silence 1 0.01 0.3% fade h 0.005 reverse silence 1 0.01 0.3% fade h 0.02 reverse pad "${pad}s"
  end[$who]=$((end[$who] + $(soxi -s "$seg")))
  [ "${end[$who]}" -le "$clock" ] || clock=${end[$who]}
  segments[$who]+="$seg "
  pause=0 turn=$n
}

# One speaker's channel as it sounds on the line: band limited, levelled, as long as the call. Arguments: speaker, samples
channel() {
  local who=$1 total=$2 band=300-3400 i
  [ "${set[rate]}" = 8000 ] || band=80-7000
  # shellcheck disable=SC2086 # a list of files
  "${SOX[@]}" ${segments[$who]} -b 16 "$work/$who.wav" pad 0 "${total}s" trim 0 "${total}s" sinc "$band" \
    gain -n -1 compand 0.005,0.12 6:-50,-50,-30,-18,-6,-5,0,-4 gain -n $PEAK_DB
  # Each channel hears another stretch of the same noise.
  i=$((10#${id#call-} * 2)); [ "$who" = C ] || i=$((i + 1))
  "${SOX[@]}" -r "${set[rate]}" -n -c 1 -b 16 "$work/noise.wav" synth "$((total + 50 * set[rate]))s" pinknoise \
    sinc 300-1200 gain -n $NOISE_DB trim "$((i * set[rate]))s" "${total}s"
  "${SOX[@]}" -m -v 1 "$work/$who.wav" -v 1 "$work/noise.wav" -b 16 "$work/$who-line.wav" gain -n $PEAK_DB
}

finish() {
  [ -n "$id" ] || return 0
  local total step=$((set[rate] / 1000)) file=$out/$id.ogg samples length
  total=$((clock + $(ms $TAIL_MS)))
  [ -z "${set[length]:-}" ] || total=$(ms "${set[length]}")
  [ "$total" -ge "$clock" ] || { echo "make-recordings: $id is cut off" >&2; exit 1; }
  total=$(((total + step - 1) / step * step))     # a whole number of milliseconds
  channel C "$total"
  [ "${set[agent]}" = none ] || channel A "$total"
  if [ "${set[agent]}" = none ]; then cp "$work/C-line.wav" "$work/call.wav"
  elif [ "${set[channels]}" = 2 ]; then "${SOX[@]}" -M "$work/C-line.wav" "$work/A-line.wav" -b 16 "$work/call.wav"
  else "${SOX[@]}" -m "$work/C-line.wav" "$work/A-line.wav" -b 16 "$work/call.wav" gain -n $PEAK_DB; fi
  # Without coupling the two speakers stay apart at low quality too.
  oggenc -Q -q $QUALITY -s "$((10#${id#call-}))" --advanced-encode-option disable_coupling=1 \
    -t "${set[topic]}" -c 'ORGANIZATION=Callcard demo' -c 'LICENSE=Apache-2.0' -o "$file" "$work/call.wav" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  ogginfo "$file" >"$work/info"   # fails on a damaged stream
  oggdec -Q -o "$work/back.wav" "$file"
  samples=$(soxi -s "$work/back.wav")
  [ "$samples" = "$total" ] || { echo "make-recordings: $id has $samples samples, not $total" >&2; exit 1; }
  length=$((samples * 1000 / set[rate]))
  printf '| `%s` | %s | %s | %s | %s | %s | %s | %s |\n' "$id" "${set[topic]}" "${set[direction]}" "$length" \
    "${set[channels]}" "${set[rate]}" "${set[agent]/#none/-}" "${set[subject]}" >>"$rows"
  printf '%s  %6d ms  %d channel(s)  %5d Hz  %6d bytes\n' "$id" "$length" "${set[channels]}" "${set[rate]}" "$(wc -c <"$file")"
}

id='' section='' clock=0 pause=0 turn=0
declare -A end segments
while IFS= read -r line || [ -n "$line" ]; do
  case $line in
    '' | '#'*) ;;
    '[voices]') section=voices ;;
    '[call-'*)
      finish
      id=${line#[} id=${id%]} section=call turn=0 pause=0
      set=() end=([C]=0 [A]=0) segments=([C]='' [A]='')
      rm -f "$work"/[CA]-*.wav
      ;;
    '('*')')
      seconds=${line#(} seconds=${seconds%)}
      pause=$(awk -v s="$seconds" -v r="${set[rate]}" 'BEGIN { printf "%d", s * r }')
      ;;
    [CA]': '* | [CA]'+: '*)
      [ "$turn" -gt 0 ] || clock=$(ms $LEAD_MS)
      head=${line%%:*}
      say "${head%+}" "${head#?}" "${line#*: }"
      ;;
    *' = '*)
      read -r key <<<"${line%% = *}"
      read -r value <<<"${line#* = }"
      if [ "$section" = voices ]; then voice[$key]=$value; else set[$key]=$value; fi
      ;;
    *) echo "make-recordings: not understood: $line" >&2; exit 1 ;;
  esac
done <"$script"
finish

{
  cat <<'TEXT'
# Sample recordings

Invented telephone calls of an invented garden-furniture shop, "Oak & Fern", for the demo CRM. No real person, company
or telephone number is in them; the numbers that are spoken are from the ranges Ofcom keeps free for drama.

The text was written and the audio made (with espeak-ng, sox and oggenc) for this project. Both are under Apache-2.0.
The dialogues and the generator are `src/samples/dialogues.txt` and `src/samples/make-recordings.sh` of this module; the
generator writes this file too.

All files are Ogg Vorbis, `<id>.ogg`. With two channels the customer is on the left and the agent on the right; with one
they are mixed. The length is exact: the last granule position over the sample rate.

| id | topic | direction | length, ms | channels | rate, Hz | agent | talk subject |
|---|---|---|---:|---:|---:|---|---|
TEXT
  cat "$rows"
} >"$out/README.md"

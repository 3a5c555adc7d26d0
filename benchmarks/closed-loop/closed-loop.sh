#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# How the closed loop of all modules keeps its time, and how long it takes from sensor to actuator
# through all segments: closed-loop.sh [one|two] [SECONDS] [other|fifo]. In one process or in two, 60
# seconds, scheduled normally or with SCHED_FIFO. Nothing of it stays.

set -eu

processes=${1:-one}
seconds=${2:-60}
policy=${3:-other}
evo=${EVO_SHM:-$(dirname -- "$(readlink -f -- "$0")")/../../evo-shm}
work=$(mktemp -d)
EVO_SHM_DIR=$(mktemp -d -p /dev/shm evo-shm-loop-XXXXXX)
export EVO_SHM_DIR XDG_STATE_HOME=$work/state
pids=()

stop() {
  local pid
  for pid in "${pids[@]}"; do
    kill -TERM "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  pids=()
}

cleanup() {
  stop
  rm -rf -- "$work" "$EVO_SHM_DIR"
}
trap cleanup EXIT

start() {
  "$evo" run --conf "$work/conf" --instance "$@" >"$work/$1.out" &
  pids+=($!)
  until [[ -s $work/$1.out ]]; do
    kill -0 "${pids[-1]}"
    sleep 0.2
  done
}

command() {
  "$evo" command --instance "$last" "$@" >&2
}

# Ages that also a busy machine keeps to, so that its worst times are counted and end nothing.
mkdir -p "$work/conf"
printf '%s = 5000\n' output.maxAgeMs controller.maxAgeMs >"$work/conf/org.evo.shm.hal.cfg"
printf '%s = 5000\n' sensors.maxAgeMs requests.maxAgeMs axis.driveTimeoutMs \
  axis.followingErrorMs >"$work/conf/org.evo.shm.control.cfg"
printf '%s = 5000\n' control.maxAgeMs io.maxAgeMs >"$work/conf/org.evo.shm.recipe.cfg"
printf '%s = 5000\n' moduleMaxAgeMs answerTimeoutMs >"$work/conf/org.evo.shm.liaison.cfg"
if [[ $policy == fifo ]]; then
  echo 'loops = 1000 fifo priority=60' >"$work/conf/org.evo.shm.cycle.cfg"
fi
if [[ $processes == two ]]; then
  start machine --modules hal,control
  start office --modules recipe,liaison
  last=office
else
  start all
  last=all
fi
sleep 2
command enable 0
command home 0
"$evo" watch phys_input_io --json --hz 200 --seconds "$seconds" >"$work/values"
stop

printf '%s process(es), %s s, scheduling %s, %s processors, load %s\n' \
  "$processes" "$seconds" "$policy" "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
grep -h 'ended: loop of 1000 Hz\|runs as' "$XDG_STATE_HOME"/evo-shm/*/log/evo-shm.log |
  sed 's/.*ended: //; s/.*the loop/the loop/'
sed -n 's/.*"actuator.time_ns":\([0-9][0-9]*\).*"actuator.sensor_time_ns":\([0-9][0-9]*\).*/\1 \2/p' \
  "$work/values" |
  awk '$2 > 0 { printf "%.3f\n", ($1 - $2) / 1e6 }' | sort -n >"$work/sorted"
awk '{ v[NR] = $1 }
  function at(share,   i) { i = int(NR * share + 0.999999); return v[i < 1 ? 1 : i] }
  END {
    if (NR == 0) { print "no latency was seen"; exit 1 }
    printf "sensor to actuator: %d samples; P50 %s, P99 %s, P99.9 %s, max %s ms\n",
      NR, at(0.5), at(0.99), at(0.999), v[NR]
  }' "$work/sorted"

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A writer in C that is going to be killed, by the same dialogue as MortalWriter.java:
 *
 *   evo_shm_mortal DIR NAME MODULE classic|slotted SLOTS PAYLOAD
 *
 * It says "ready"; on "claim" it says "claiming", tries until the segment is its own, says
 * "owner GENERATION" and writes in bursts. Then "write" makes it write without a pause, "hold" stop in
 * the middle of a value, "idle" stop between two, "churn" close and claim over and over, "close"
 * close and wait. Payloads are those of ProvenPayload.java.
 *
 * The payload lies across the border of two pages. To stop inside a write the second of them is
 * taken away: the write copies the first half, meets the border, and stays in the signal handler.
 */
#define _GNU_SOURCE
#include "evo_shm.h"

#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>

#define BURST_NS 100000
#define CHURN_VALUES 8

typedef struct mortal {
  const char *dir, *name;
  evo_shm_options options;
  evo_shm shm;
  uint64_t *payload;
  uint8_t *border;
  size_t behind_border;
  uint64_t last_ns;
} mortal;

static void say(const char *what) {
  printf("%s\n", what);
  fflush(stdout);
}

static int hears(char *line, int size, int timeout_ms) {
  struct pollfd in = {0, POLLIN, 0};
  if (timeout_ms >= 0 && poll(&in, 1, timeout_ms) <= 0) {
    return 0;
  }
  if (fgets(line, size, stdin) == NULL) {
    exit(0);
  }
  line[strcspn(line, "\n")] = '\0';
  return 1;
}

static void allocate(mortal *m, uint64_t size) {
  size_t half = size / 2;
  size_t pages = (half + EVO_SHM_PAGE - 1) / EVO_SHM_PAGE * EVO_SHM_PAGE;
  uint8_t *memory = (uint8_t *)mmap(NULL, 2 * pages, PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == (uint8_t *)MAP_FAILED) {
    exit(1);
  }
  m->border = memory + pages;
  m->behind_border = pages;
  m->payload = (uint64_t *)(void *)(m->border - half);
}

static void claim(mortal *m, const char *announce) {
  say(announce);
  int result = evo_shm_create(m->dir, m->name, &m->options, &m->shm);
  while (result == EVO_SHM_ERR_SEGMENT_BUSY) {
    poll(NULL, 0, 1);
    result = evo_shm_create(m->dir, m->name, &m->options, &m->shm);
  }
  if (result != EVO_SHM_OK) {
    fprintf(stderr, "evo_shm_mortal: cannot create: result %d, errno %d\n", result, errno);
    exit(1);
  }
}

static void write_value(mortal *m) {
  const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15);
  uint64_t now = evo_shm_now();
  m->last_ns = now > m->last_ns ? now : m->last_ns + 1;
  m->payload[0] = m->last_ns;
  m->payload[1] = (uint64_t)getpid();
  uint64_t word = m->payload[0] ^ (m->payload[1] * golden);
  for (uint64_t i = 2; i < m->options.capacity / sizeof word; i++) {
    m->payload[i] = word += golden;
  }
  if (evo_shm_write(&m->shm, m->payload, m->options.capacity) != EVO_SHM_OK) {
    fprintf(stderr, "evo_shm_mortal: cannot write: errno %d\n", errno);
    exit(1);
  }
}

static void burst(mortal *m) {
  uint64_t until = evo_shm_now() + BURST_NS;
  do {
    write_value(m);
  } while (evo_shm_now() < until);
}

static void stay(int signal_number) {
  static const char inside[] = "inside\n";
  (void)signal_number;
  if (write(1, inside, sizeof inside - 1) > 0) {
    for (;;) {
      pause();
    }
  }
  _exit(1);
}

static void hold(mortal *m) {
  signal(SIGSEGV, stay);
  if (mprotect(m->border, m->behind_border, PROT_NONE) == 0) {
    evo_shm_write(&m->shm, m->payload, m->options.capacity);
  }
  fprintf(stderr, "evo_shm_mortal: nothing stops a write at its border\n");
  exit(1);
}

static void close_segment(mortal *m) {
  say("closing");
  int result = evo_shm_close(&m->shm);
  if (result != EVO_SHM_OK) {
    fprintf(stderr, "evo_shm_mortal: cannot close: result %d, errno %d\n", result, errno);
    exit(1);
  }
}

static void churn(mortal *m) {
  for (;;) {
    close_segment(m);
    claim(m, "bearing");
    say("living");
    for (int i = 0; i < CHURN_VALUES; i++) {
      write_value(m);
    }
  }
}

/* Until it is told otherwise it writes and rests by turns. */
static void own(mortal *m) {
  char line[32] = "";
  int pause_ms = 1;
  printf("owner %" PRIu64 "\n", m->shm.generation);
  fflush(stdout);
  for (;;) {
    burst(m);
    if (!hears(line, sizeof line, pause_ms)) {
      continue;
    }
    if (strcmp(line, "write") == 0) {
      pause_ms = 0;
      say("writing");
    } else if (strcmp(line, "hold") == 0) {
      hold(m);
    } else if (strcmp(line, "idle") == 0) {
      say("idle");
      hears(line, sizeof line, -1);
    } else if (strcmp(line, "churn") == 0) {
      churn(m);
    } else if (strcmp(line, "close") == 0) {
      close_segment(m);
      say("closed");
      hears(line, sizeof line, -1);
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "usage: evo_shm_mortal DIR NAME MODULE classic|slotted SLOTS PAYLOAD\n");
    return 2;
  }
  mortal m;
  memset(&m, 0, sizeof m);
  m.dir = argv[1];
  m.name = argv[2];
  uint64_t size = strtoull(argv[6], NULL, 10);
  m.options = strcmp(argv[4], "classic") == 0
                  ? evo_shm_classic(size)
                  : evo_shm_slotted(argv[3], size, (uint32_t)atoi(argv[5]));
  allocate(&m, size);
  char line[32];
  say("ready");
  hears(line, sizeof line, -1);
  claim(&m, "claiming");
  own(&m);
}

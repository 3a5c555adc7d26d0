/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The C side of the interoperability tests; it knows nothing but evo_shm.h.
 *
 *   evo_shm_peer offsets
 *       every constant of the format as "NAME VALUE"
 *   evo_shm_peer write DIR NAME classic|slotted|checksummed SIZE SLOTS COUNT HZ
 *       payloads of SIZE bytes: a counter (u64) and then its low byte over and over; prints
 *       "ready", writes until COUNT (0 = for ever) or SIGTERM, HZ times a second (0 = full speed),
 *       and removes the segment. The counter is half the version, so it goes on across takeovers.
 *   evo_shm_peer read DIR NAME SECONDS
 *       checks every byte of what it reads, follows new generations, waits while there is none;
 *       prints one JSON line
 *   evo_shm_peer fork DIR NAME classic|slotted close|exit
 *       creates a segment and forks a child that closes what it inherited, or just exits; prints
 *       "child CODE", writes a value and removes the segment at SIGTERM
 *   evo_shm_peer heir DIR NAME owner|lock|both
 *       owns the segment, with one value in it, or holds its maintenance lock; prints "heir PID" of a
 *       child that has inherited what it holds, and waits to be killed. The child lasts 2 minutes.
 *   evo_shm_peer hold DIR NAME SIZE
 *       owns the segment, all of it resident, and prints "ready"; leaves it behind: at "exit" and at
 *       the end of its input it ends without closing it, at "exec" it becomes another program, at
 *       "leave" its first thread ends and another stays
 *   evo_shm_peer herd DIR NAME COUNT
 *       COUNT children, each owns the segment NAME and its number; prints their pids, a line each,
 *       and then "ready". They end with their parent, which never waits for them, and so stay
 *       zombies until then. It ends with its input.
 *   evo_shm_peer claims DIR NAME ROUNDS REFEREE
 *       claims the segment until that has worked ROUNDS times, each time locks byte 0 of the file
 *       REFEREE while it is the owner, and removes the segment
 *
 * Exit codes: 0 good, 1 problem, 2 wrong usage.
 */
#define _GNU_SOURCE
#include "evo_shm.h"

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

static const char MODULE[] = "peer";
static volatile sig_atomic_t stopped;

static void stop(int signal_number) {
  (void)signal_number;
  stopped = 1;
}

static int fail(const char *what, const char *name, int result) {
  fprintf(stderr, "evo_shm_peer: %s '%s': result %d, errno %d\n", what, name, result, errno);
  return 1;
}

#define SHOW(name) printf("%s %" PRId64 "\n", #name, (int64_t)(name))

static void show_slotted(void) {
  SHOW(EVO_SHM_SLOTTED_MAGIC);
  SHOW(EVO_SHM_SLOTTED_RETIRED_VERSION_BIT);
  SHOW(EVO_SHM_SLOTTED_MAGIC_OFFSET);
  SHOW(EVO_SHM_SLOTTED_MAJOR_OFFSET);
  SHOW(EVO_SHM_SLOTTED_MINOR_OFFSET);
  SHOW(EVO_SHM_SLOTTED_HEADER_LENGTH_OFFSET);
  SHOW(EVO_SHM_SLOTTED_SIZE_OFFSET);
  SHOW(EVO_SHM_SLOTTED_CAPACITY_OFFSET);
  SHOW(EVO_SHM_SLOTTED_STRIDE_OFFSET);
  SHOW(EVO_SHM_SLOTTED_SLOTS_OFFSET);
  SHOW(EVO_SHM_SLOTTED_FLAGS_OFFSET);
  SHOW(EVO_SHM_SLOTTED_CREATED_TS_OFFSET);
  SHOW(EVO_SHM_SLOTTED_FINGERPRINT_OFFSET);
  SHOW(EVO_SHM_SLOTTED_BLOB_OFFSET_OFFSET);
  SHOW(EVO_SHM_SLOTTED_BLOB_LENGTH_OFFSET);
  SHOW(EVO_SHM_SLOTTED_NAME_LENGTH_OFFSET);
  SHOW(EVO_SHM_SLOTTED_MODULE_LENGTH_OFFSET);
  SHOW(EVO_SHM_SLOTTED_NAME_OFFSET);
  SHOW(EVO_SHM_SLOTTED_MODULE_OFFSET);
  SHOW(EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET);
  SHOW(EVO_SHM_SLOTTED_OWNER_OFFSET);
  SHOW(EVO_SHM_SLOTTED_BOOT_ID_OFFSET);
  SHOW(EVO_SHM_SLOTTED_PID_NAMESPACE_OFFSET);
  SHOW(EVO_SHM_SLOTTED_PID_OFFSET);
  SHOW(EVO_SHM_SLOTTED_START_TIME_OFFSET);
  SHOW(EVO_SHM_SLOTTED_GENERATION_OFFSET);
  SHOW(EVO_SHM_SLOTTED_PARKED_UNTIL_OFFSET);
  SHOW(EVO_SHM_SLOTTED_OWNER_CHECKSUM_OFFSET);
  SHOW(EVO_SHM_SLOTTED_VERSION_OFFSET);
  SHOW(EVO_SHM_SLOTTED_STATE_OFFSET);
  SHOW(EVO_SHM_SLOTTED_FIXED_LENGTH);
  SHOW(EVO_SHM_SLOTTED_MAJOR);
  SHOW(EVO_SHM_SLOTTED_MINOR);
  SHOW(EVO_SHM_SLOT_VERSION_OFFSET);
  SHOW(EVO_SHM_SLOT_LENGTH_OFFSET);
  SHOW(EVO_SHM_SLOT_CRC_OFFSET);
  SHOW(EVO_SHM_SLOT_COMMIT_TIME_OFFSET);
  SHOW(EVO_SHM_SLOT_PAYLOAD_OFFSET);
}

static void show_classic(void) {
  SHOW(EVO_SHM_CLASSIC_MAGIC);
  SHOW(EVO_SHM_CLASSIC_EXTENSION_MAGIC);
  SHOW(EVO_SHM_CLASSIC_MAGIC_OFFSET);
  SHOW(EVO_SHM_CLASSIC_VERSION_OFFSET);
  SHOW(EVO_SHM_CLASSIC_WRITER_PID_OFFSET);
  SHOW(EVO_SHM_CLASSIC_READER_COUNT_OFFSET);
  SHOW(EVO_SHM_CLASSIC_SIZE_OFFSET);
  SHOW(EVO_SHM_CLASSIC_CREATED_TS_OFFSET);
  SHOW(EVO_SHM_CLASSIC_LAST_WRITE_TS_OFFSET);
  SHOW(EVO_SHM_CLASSIC_CHECKSUM_OFFSET);
  SHOW(EVO_SHM_CLASSIC_STATE_OFFSET);
  SHOW(EVO_SHM_CLASSIC_COMMIT_TIME_OFFSET);
  SHOW(EVO_SHM_CLASSIC_GENERATION_OFFSET);
  SHOW(EVO_SHM_CLASSIC_START_TIME_OFFSET);
  SHOW(EVO_SHM_CLASSIC_BOOT_ID_OFFSET);
  SHOW(EVO_SHM_CLASSIC_PARKED_UNTIL_OFFSET);
  SHOW(EVO_SHM_CLASSIC_PID_NAMESPACE_OFFSET);
  SHOW(EVO_SHM_CLASSIC_PID_OFFSET);
  SHOW(EVO_SHM_CLASSIC_CAPACITY_OFFSET);
  SHOW(EVO_SHM_CLASSIC_BLOB_LENGTH_OFFSET);
  SHOW(EVO_SHM_CLASSIC_FLAGS_OFFSET);
  SHOW(EVO_SHM_CLASSIC_OWNER_CHECKSUM_OFFSET);
  SHOW(EVO_SHM_CLASSIC_EXTENSION_MAGIC_OFFSET);
  SHOW(EVO_SHM_CLASSIC_DATA_OFFSET);
  SHOW(EVO_SHM_CLASSIC_BLOB_LENGTH_MASK);
}

static void show_common(void) {
  SHOW(EVO_SHM_STATE_NONE);
  SHOW(EVO_SHM_STATE_ACTIVE);
  SHOW(EVO_SHM_STATE_PARKED);
  SHOW(EVO_SHM_STATE_RETIRED);
  SHOW(EVO_SHM_FLAG_COMMIT_TIME_MASK);
  SHOW(EVO_SHM_FLAG_COMMIT_TIME_ABSENT);
  SHOW(EVO_SHM_FLAG_COMMIT_TIME_LOOP);
  SHOW(EVO_SHM_FLAG_COMMIT_TIME_WRITE);
  SHOW(EVO_SHM_FLAG_CHECKSUMMED);
  SHOW(EVO_SHM_PAGE);
  SHOW(EVO_SHM_STRIDE_ALIGNMENT);
  SHOW(EVO_SHM_MIN_SIZE);
  SHOW(EVO_SHM_MAX_SIZE);
  SHOW(EVO_SHM_MAX_SHARED_MAPPING);
  SHOW(EVO_SHM_MAX_HEADER_LENGTH);
  SHOW(EVO_SHM_MAX_SLOTS);
  SHOW(EVO_SHM_MAX_NAME);
  SHOW(EVO_SHM_READ_MIN_ATTEMPTS);
  SHOW(EVO_SHM_READ_MAX_ATTEMPTS);
  SHOW(EVO_SHM_READ_BOUND_NS);
  SHOW(EVO_SHM_LOCK_WAIT_NS);
  SHOW(EVO_SHM_LOCK_OWNER_OFFSET);
  SHOW(EVO_SHM_LOCK_ANNOUNCEMENT_OFFSET);
  SHOW(EVO_SHM_LOCK_ANNOUNCEMENT_LENGTH);
  SHOW(EVO_SHM_LOCK_PID_BITS);
  SHOW(EVO_SHM_LOCK_NAMESPACE_BITS);
  SHOW(EVO_SHM_LOCK_OWNER_TICKS_BITS);
  SHOW(EVO_SHM_LOCK_ANNOUNCEMENT_TICKS_BITS);
  SHOW(EVO_SHM_LOCK_READER_OFFSET);
  SHOW(EVO_SHM_LOCK_READER_STEP);
  SHOW(EVO_SHM_LOCK_READER_BASES);
}

static int show_offsets(void) {
  show_slotted();
  show_classic();
  show_common();
  return 0;
}

static void fill(uint8_t *payload, size_t size, uint64_t counter) {
  memset(payload, (int)(counter & 0xff), size);
  memcpy(payload, &counter, sizeof counter);
}

/* Whole, or torn. */
static int is_whole(const uint8_t *payload, size_t size, uint64_t *counter) {
  if (size < sizeof *counter) {
    return 0;
  }
  memcpy(counter, payload, sizeof *counter);
  const uint8_t *rest = payload + sizeof *counter;
  size_t length = size - sizeof *counter;
  return length == 0 || (rest[0] == (uint8_t)*counter && memcmp(rest, rest + 1, length - 1) == 0);
}

static void wait_until(uint64_t ns) {
  struct timespec t;
  t.tv_sec = (time_t)(ns / 1000000000);
  t.tv_nsec = (long)(ns % 1000000000);
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

static int write_pattern(evo_shm *shm, size_t size, uint64_t count, uint64_t hz) {
  uint8_t *payload = (uint8_t *)malloc(size);
  int result = payload == NULL ? (int)EVO_SHM_ERR_RESOURCE_EXHAUSTED : (int)EVO_SHM_OK;
  uint64_t due = evo_shm_now();
  for (uint64_t i = 0; result == EVO_SHM_OK && !stopped && (count == 0 || i < count); i++) {
    fill(payload, size, evo_shm_version(shm) / 2 + 1);
    if (hz > 0) {
      wait_until(due);
      evo_shm_commit_time(shm, due);
      due += 1000000000 / hz;
    }
    result = evo_shm_write(shm, payload, size);
  }
  free(payload);
  return result;
}

static int run_writer(char **arguments) {
  const char *dir = arguments[0], *name = arguments[1];
  uint64_t size = strtoull(arguments[3], NULL, 10);
  evo_shm_options options = strcmp(arguments[2], "classic") == 0
                                ? evo_shm_classic(size)
                                : evo_shm_slotted(MODULE, size, (uint32_t)atoi(arguments[4]));
  if (strcmp(arguments[2], "checksummed") == 0) {
    options.flags |= EVO_SHM_FLAG_CHECKSUMMED;
  }
  evo_shm shm;
  if (size < sizeof(uint64_t)) {
    return fail("a payload cannot hold the counter of", name, EVO_SHM_ERR_INVALID_SIZE);
  }
  int result = evo_shm_create(dir, name, &options, &shm);
  if (result != EVO_SHM_OK) {
    return fail("cannot create", name, result);
  }
  signal(SIGTERM, stop);
  printf("ready\n");
  fflush(stdout);
  result =
      write_pattern(&shm, size, strtoull(arguments[5], NULL, 10), strtoull(arguments[6], NULL, 10));
  if (result != EVO_SHM_OK) {
    fail("cannot write", name, result);
  }
  int closed = evo_shm_close(&shm);
  if (closed != EVO_SHM_OK) {
    return fail("cannot remove", name, closed);
  }
  return result != EVO_SHM_OK;
}

/* What a forked child that inherited the writer does on its way out. */
static int end_child(evo_shm *shm, const char *how) {
  return strcmp(how, "close") == 0 ? evo_shm_close(shm) : EVO_SHM_OK;
}

static int run_forking(char **arguments) {
  const char *dir = arguments[0], *name = arguments[1];
  evo_shm_options options = strcmp(arguments[2], "classic") == 0
                                ? evo_shm_classic(EVO_SHM_PAGE)
                                : evo_shm_slotted(MODULE, EVO_SHM_PAGE, 4);
  evo_shm shm;
  int result = evo_shm_create(dir, name, &options, &shm);
  if (result != EVO_SHM_OK) {
    return fail("cannot create", name, result);
  }
  signal(SIGTERM, stop);
  pid_t child = fork();
  if (child == 0) {
    exit(end_child(&shm, arguments[3]));
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
    return fail("cannot fork beside", name, status);
  }
  result = write_pattern(&shm, EVO_SHM_PAGE, 1, 0);
  printf("child %d\n", WEXITSTATUS(status));
  fflush(stdout);
  while (!stopped) {
    wait_until(evo_shm_now() + 1000000);
  }
  int closed = evo_shm_close(&shm);
  return result != EVO_SHM_OK || closed != EVO_SHM_OK;
}

typedef struct tally {
  uint64_t reads, torn, conflicts, gave_up, backwards, last, empty, attached;
} tally;

static void count_value(tally *t, const uint8_t *payload, const evo_shm_value *value) {
  uint64_t counter = 0;
  t->reads++;
  if (!is_whole(payload, value->length, &counter)) {
    t->torn++;
    return;
  }
  t->backwards += counter < t->last;
  t->last = counter;
}

/* Reads until the time is over (1) or the segment is no longer current (0). */
static int read_segment(evo_shm *shm, uint8_t *payload, uint64_t until, tally *t) {
  const uint64_t recheck_ns = 100000000;
  uint64_t now = evo_shm_now(), recheck = now + recheck_ns;
  int result = EVO_SHM_OK;
  while (now < until && result != EVO_SHM_ERR_RETIRED && result != EVO_SHM_ERR_CORRUPT) {
    evo_shm_value value;
    result = evo_shm_read(shm, payload, shm->capacity, &value);
    if (result == EVO_SHM_OK) {
      count_value(t, payload, &value);
    }
    t->gave_up += result == EVO_SHM_ERR_VERSION_CONFLICT;
    t->empty += result == EVO_SHM_ERR_NO_VALUE_YET;
    now = evo_shm_now();
    if (now > recheck && !evo_shm_is_current(shm)) {
      break;
    }
    recheck = now > recheck ? now + recheck_ns : recheck;
  }
  t->torn += result == EVO_SHM_ERR_CORRUPT;
  t->conflicts += shm->retries;
  return now >= until;
}

static int read_generation(const char *dir, const char *name, uint64_t until, tally *t) {
  evo_shm shm;
  int result = evo_shm_open_reader(dir, name, (uid_t)-1, &shm);
  if (result != EVO_SHM_OK) {
    return result;
  }
  t->attached++;
  if (shm.generation <= 1) {
    t->last = 0; /* a birth, which begins to count again, and no successor */
  }
  uint8_t *payload = (uint8_t *)malloc(shm.capacity);
  result = payload == NULL ? (int)EVO_SHM_ERR_RESOURCE_EXHAUSTED : (int)EVO_SHM_OK;
  if (payload != NULL) {
    read_segment(&shm, payload, until, t);
  }
  free(payload);
  int closed = evo_shm_close(&shm);
  return result != EVO_SHM_OK ? result : closed;
}

static int run_reader(char **arguments) {
  const char *dir = arguments[0], *name = arguments[1];
  uint64_t until = evo_shm_now() + (uint64_t)(atof(arguments[2]) * 1e9);
  tally t;
  memset(&t, 0, sizeof t);
  while (evo_shm_now() < until) {
    int result = read_generation(dir, name, until, &t);
    if (result == EVO_SHM_ERR_NOT_FOUND) {
      wait_until(evo_shm_now() + 1000000); /* not yet, or between two owners */
    } else if (result != EVO_SHM_OK) {
      return fail("cannot read", name, result);
    }
  }
  printf("{\"reads\":%" PRIu64 ",\"torn\":%" PRIu64 ",\"conflicts\":%" PRIu64 ",\"gaveUp\":%" PRIu64
         ",\"backwards\":%" PRIu64 ",\"last\":%" PRIu64 ",\"noValueYet\":%" PRIu64
         ",\"attached\":%" PRIu64 "}\n",
         t.reads, t.torn, t.conflicts, t.gave_up, t.backwards, t.last, t.empty, t.attached);
  return t.torn > 0 || t.backwards > 0 || t.reads == 0;
}

static int run_heir(char **arguments) {
  const char *dir = arguments[0], *name = arguments[1], *what = arguments[2];
  evo_shm_options options = evo_shm_slotted(MODULE, EVO_SHM_PAGE, 4);
  evo_shm shm;
  evo_shm_owner_ self;
  evo_shm_guard_ guard;
  int dir_fd;
  int result = evo_shm_open_dir_(dir, &dir_fd);
  if (result == EVO_SHM_OK && strcmp(what, "lock") != 0) {
    result = evo_shm_create(dir, name, &options, &shm);
    if (result == EVO_SHM_OK) {
      result = write_pattern(&shm, EVO_SHM_PAGE, 1, 0);
    }
  }
  if (result == EVO_SHM_OK && strcmp(what, "owner") != 0) {
    result = evo_shm_self_(&self);
    if (result == EVO_SHM_OK) {
      result = evo_shm_guard_enter_(dir_fd, name, &self, evo_shm_now(), &guard);
    }
  }
  if (result != EVO_SHM_OK) {
    return fail("cannot hold", name, result);
  }
  pid_t heir = fork();
  if (heir == 0) {
    close(0);
    close(1);
    close(2);
    alarm(120);
  } else {
    printf("heir %d\n", (int)heir);
    fflush(stdout);
  }
  for (;;) {
    pause();
  }
}

static int own(const char *dir, const char *name, uint64_t size, evo_shm *shm) {
  evo_shm_options options = evo_shm_slotted(MODULE, size, 1);
  int result = evo_shm_create(dir, name, &options, shm);
  if (result == EVO_SHM_OK) {
    result = write_pattern(shm, sizeof(uint64_t), 1, 0);
  }
  return result;
}

/* Pages count as resident once they have been looked at. */
static unsigned look_at_all(const evo_shm *shm) {
  unsigned sum = 0;
  for (size_t i = 0; i < shm->mapped; i += EVO_SHM_PAGE) {
    sum += *(volatile const uint8_t *)(shm->base + i);
  }
  return sum;
}

static void *stay(void *unused) {
  (void)unused;
  for (;;) {
    pause();
  }
  return NULL;
}

static int run_holder(char **arguments) {
  evo_shm shm;
  int result = own(arguments[0], arguments[1], strtoull(arguments[2], NULL, 10), &shm);
  if (result != EVO_SHM_OK) {
    return fail("cannot hold", arguments[1], result);
  }
  look_at_all(&shm);
  printf("ready\n");
  fflush(stdout);
  char line[8] = "";
  pthread_t other;
  if (fgets(line, sizeof line, stdin) != NULL && strcmp(line, "exec\n") == 0) {
    execlp("cat", "cat", (char *)NULL);
    return fail("cannot become another program with", arguments[1], errno);
  }
  if (strcmp(line, "leave\n") == 0 && pthread_create(&other, NULL, stay, NULL) == 0) {
    pthread_exit(NULL);
  }
  _exit(0);
}

static int run_herd_member(const char *dir, const char *name, long number, int born) {
  char numbered[EVO_SHM_MAX_NAME + 1];
  evo_shm shm;
  snprintf(numbered, sizeof numbered, "%s%ld", name, number);
  int result = own(dir, numbered, EVO_SHM_PAGE, &shm);
  if (result != EVO_SHM_OK) {
    return fail("cannot own", numbered, result);
  }
  if (write(born, "", 1) != 1) {
    return fail("nobody waits for", numbered, 0);
  }
  for (;;) {
    pause();
  }
}

/* Returns once it owns its segment; 0 when it does not. */
static pid_t bear(const char *dir, const char *name, long number) {
  int born[2];
  if (pipe(born) != 0) {
    return 0;
  }
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    exit(getppid() == parent ? run_herd_member(dir, name, number, born[1]) : 1);
  }
  char byte;
  close(born[1]);
  int good = child > 0 && read(born[0], &byte, 1) == 1;
  close(born[0]);
  return good ? child : 0;
}

static int run_herd(char **arguments) {
  /* One after the other: a thousand at the same moment would only wait for each other. */
  for (long i = 0; i < atol(arguments[2]); i++) {
    pid_t child = bear(arguments[0], arguments[1], i);
    if (child == 0) {
      return fail("no child for", arguments[1], 0);
    }
    printf("%d\n", (int)child);
  }
  printf("ready\n");
  fflush(stdout);
  while (getchar() != EOF) {
  }
  return 0;
}

/* One claim; BUSY when it was somebody else's turn. */
static int claim_once(const char *dir, const char *name, int referee) {
  evo_shm_options options = evo_shm_slotted(MODULE, EVO_SHM_PAGE, 4);
  evo_shm shm;
  int result = evo_shm_create(dir, name, &options, &shm);
  if (result != EVO_SHM_OK) {
    return result;
  }
  if (!evo_shm_set_lock_(referee, F_WRLCK, 0, 1)) {
    return fail("another process owns", name, 0);
  }
  if (!evo_shm_is_current(&shm)) {
    return fail("nobody finds", name, 0);
  }
  result = write_pattern(&shm, EVO_SHM_PAGE, 1, 0);
  evo_shm_unlock_(referee);
  int closed = evo_shm_close(&shm);
  return result != EVO_SHM_OK ? result : closed;
}

static int run_claims(char **arguments) {
  const char *dir = arguments[0], *name = arguments[1];
  int referee = open(arguments[3], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  for (long rounds = atol(arguments[2]); rounds > 0;) {
    int result = claim_once(dir, name, referee);
    if (result != EVO_SHM_OK && result != EVO_SHM_ERR_SEGMENT_BUSY) {
      return fail("cannot claim", name, result);
    }
    rounds -= result == EVO_SHM_OK;
  }
  return 0;
}

static int is_one_of_owner_lock_both(const char *what) {
  return strcmp(what, "owner") == 0 || strcmp(what, "lock") == 0 || strcmp(what, "both") == 0;
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "offsets") == 0) {
    return show_offsets();
  }
  if (argc == 9 && strcmp(argv[1], "write") == 0
      && (strcmp(argv[4], "classic") == 0 || strcmp(argv[4], "slotted") == 0
          || strcmp(argv[4], "checksummed") == 0)) {
    return run_writer(argv + 2);
  }
  if (argc == 5 && strcmp(argv[1], "read") == 0) {
    return run_reader(argv + 2);
  }
  if (argc == 6 && strcmp(argv[1], "fork") == 0) {
    return run_forking(argv + 2);
  }
  if (argc == 5 && strcmp(argv[1], "heir") == 0 && is_one_of_owner_lock_both(argv[4])) {
    return run_heir(argv + 2);
  }
  if (argc == 5 && strcmp(argv[1], "hold") == 0) {
    return run_holder(argv + 2);
  }
  if (argc == 5 && strcmp(argv[1], "herd") == 0) {
    return run_herd(argv + 2);
  }
  if (argc == 6 && strcmp(argv[1], "claims") == 0) {
    return run_claims(argv + 2);
  }
  fprintf(stderr,
          "usage: evo_shm_peer offsets\n"
          "       evo_shm_peer fork DIR NAME classic|slotted close|exit\n"
          "       evo_shm_peer write DIR NAME classic|slotted|checksummed SIZE SLOTS COUNT HZ\n"
          "       evo_shm_peer read DIR NAME SECONDS\n"
          "       evo_shm_peer heir DIR NAME owner|lock|both\n"
          "       evo_shm_peer hold DIR NAME SIZE\n"
          "       evo_shm_peer herd DIR NAME COUNT\n"
          "       evo_shm_peer claims DIR NAME ROUNDS REFEREE\n");
  return 2;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The floor that the benchmarks compare with: a single-slot seqlock in C, in a shared mapping, used
 * by one thread. Standalone: cc -O2 -o seqlock_floor seqlock_floor.c
 *
 *   seqlock_floor SIZE...
 *
 * prints for each payload size in bytes the median time of an operation in ns:
 *
 *   write SIZE NS     odd version, payload, even version
 *   read SIZE NS      version, copy, version again
 *   copy SIZE NS      the copy alone
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { ROUNDS = 15, ROUND_NS = 5000000, DATA_OFFSET = 128 };

typedef struct bench {
  _Atomic uint64_t *version;
  unsigned char *data;    /* shared */
  unsigned char *private; /* the writer's source and the reader's target */
  size_t size;
} bench;

typedef void operation(const bench *b);

static void write_once(const bench *b) {
  uint64_t v = atomic_load_explicit(b->version, memory_order_relaxed);
  atomic_store_explicit(b->version, v + 1, memory_order_release);
  atomic_thread_fence(memory_order_release);
  memcpy(b->data, b->private, b->size);
  atomic_store_explicit(b->version, v + 2, memory_order_release);
}

static void read_once(const bench *b) {
  uint64_t before, after;
  do {
    before = atomic_load_explicit(b->version, memory_order_acquire);
    memcpy(b->private, b->data, b->size);
    atomic_thread_fence(memory_order_acquire);
    after = atomic_load_explicit(b->version, memory_order_relaxed);
  } while (before != after || before & 1);
}

static void copy_once(const bench *b) { memcpy(b->private, b->data, b->size); }

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* One round; inlined for each operation, so that the loop holds no indirect call. */
static inline __attribute__((always_inline)) double round_ns(operation *run, const bench *b) {
  const size_t batch = 1 + 65536 / b->size;
  uint64_t start = now_ns(), end = start, operations = 0;
  while (end - start < ROUND_NS) {
    for (size_t i = 0; i < batch; i++) {
      run(b);
      __asm__ volatile("" ::: "memory"); /* every operation takes place */
    }
    operations += batch;
    end = now_ns();
  }
  return (double)(end - start) / (double)operations;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void print_median(const char *name, size_t size, double *ns) {
  qsort(ns, ROUNDS, sizeof *ns, by_value);
  printf("%s %zu %.2f\n", name, size, ns[ROUNDS / 2]);
}

static int measure(size_t size) {
  volatile size_t opaque = size; /* a length known to the compiler makes another memcpy */
  void *shared = mmap(NULL, DATA_OFFSET + size, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  unsigned char *private = malloc(size);
  if (shared == MAP_FAILED || private == NULL) {
    perror("seqlock_floor");
    return 1;
  }
  memset(private, 1, size);
  bench b = {shared, (unsigned char *)shared + DATA_OFFSET, private, opaque};
  double writes[ROUNDS], reads[ROUNDS], copies[ROUNDS];
  for (int i = 0; i < ROUNDS; i++) {
    writes[i] = round_ns(write_once, &b);
    reads[i] = round_ns(read_once, &b);
    copies[i] = round_ns(copy_once, &b);
  }
  print_median("write", size, writes);
  print_median("read", size, reads);
  print_median("copy", size, copies);
  free(private);
  munmap(shared, DATA_OFFSET + size);
  return 0;
}

int main(int argc, char **argv) {
  int failed = 0;
  for (int i = 1; i < argc; i++) {
    char *end;
    unsigned long long size = strtoull(argv[i], &end, 10);
    if (*end != 0 || size < 1 || size > 1u << 30) {
      argc = 0;
    }
  }
  if (argc < 2) {
    fprintf(stderr, "usage: seqlock_floor SIZE... (bytes, 1 to 1073741824)\n");
    return 2;
  }
  for (int i = 1; i < argc && !failed; i++) {
    failed = measure((size_t)strtoull(argv[i], NULL, 10));
  }
  return failed;
}

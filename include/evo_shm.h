/* SPDX-License-Identifier: Apache-2.0 */
/*
 * evo_shm.h - EVO shared memory for C11 and C++17: one writer, many readers, a file in /dev/shm.
 *
 *   #define _GNU_SOURCE          one file, libc only; 64-bit little-endian Linux, gcc or clang
 *   #include "evo_shm.h"
 *
 *   int write_poses(void) {
 *     evo_shm shm;
 *     evo_shm_options options = evo_shm_slotted("hal", sizeof(struct pose), 16);
 *     if (evo_shm_create("/dev/shm", "axis", &options, &shm) != EVO_SHM_OK) return 1;
 *     while (running()) evo_shm_write(&shm, next_pose(), sizeof(struct pose));
 *     return evo_shm_close(&shm);
 *   }
 *
 *   int read_poses(void) {
 *     evo_shm shm;
 *     evo_shm_value value;
 *     struct pose pose;
 *     if (evo_shm_open_reader("/dev/shm", "axis", (uid_t)-1, &shm) != EVO_SHM_OK) return 1;
 *     while (running() && evo_shm_is_current(&shm))
 *       for (int i = 0; i < 100; i++)
 *         if (evo_shm_read(&shm, &pose, sizeof pose, &value) == EVO_SHM_OK) use(&pose);
 *     return evo_shm_close(&shm);
 *   }
 *
 * When a segment is no longer current there is a newer generation of it, or none: close and open
 * again. A writer whose segment is no longer current has lost its name to a third party: close and
 * create again, then write the whole value; versions start anew where nothing of the name is left.
 * Nothing here runs by itself: what the Java platform's watch does for its handles (moving readers,
 * publishing lost segments again, repairing metadata, seeing truncation before a signal does) is
 * the program's to do or to leave, and so is SIGBUS. Parked segments are respected, never made.
 * Users need section 1 only:
 *
 *   1 INTERFACE        result codes, options, handles, functions
 *   2 FORMAT           names and bytes of the files
 *   3 PROTOCOL         reads and writes, locks
 *   4 IMPLEMENTATION   not for users; private names end in an underscore
 */
#ifndef EVO_SHM_H
#define EVO_SHM_H

#if !defined(_GNU_SOURCE) || !defined(__linux__) || !defined(__LP64__) \
    || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error \
    "evo_shm.h needs 64-bit little-endian Linux and _GNU_SOURCE defined before the first #include"
#endif

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#ifdef __cplusplus
#include <atomic>
typedef std::atomic<uint64_t> evo_shm_atomic64;
typedef std::atomic<uint32_t> evo_shm_atomic32;
#define EVO_SHM_STD(name) std::name
#define EVO_SHM_ASSERT(condition, text) static_assert(condition, text)
#else
#include <stdatomic.h>
typedef _Atomic uint64_t evo_shm_atomic64;
typedef _Atomic uint32_t evo_shm_atomic32;
#define EVO_SHM_STD(name) name
#define EVO_SHM_ASSERT(condition, text) _Static_assert(condition, text)
#endif

/* ================================================================ 1 INTERFACE
 *
 * A handle belongs to one thread at a time. Reading and writing take no lock, make no system call
 * and allocate nothing. Nothing guards against a file that somebody truncates under a mapping: that
 * is a SIGBUS.
 */

/* What functions return, named as the error codes of the Java API; errno may tell more. */
enum {
  EVO_SHM_OK = 0,
  EVO_SHM_ERR_NO_VALUE_YET = 1,     /* nothing has been committed in this generation */
  EVO_SHM_ERR_VERSION_CONFLICT = 2, /* overtaken for 50 microseconds, or a half-written value */
  EVO_SHM_ERR_RETIRED = 3,          /* close and open again: a newer generation is there, or none */
  EVO_SHM_ERR_CORRUPT = 4,          /* the file contradicts itself, or a value its checksum */
  EVO_SHM_ERR_NOT_FOUND = 5,
  EVO_SHM_ERR_SEGMENT_BUSY = 6,   /* owned by a live writer, parked, or contended for 2 s */
  EVO_SHM_ERR_ALREADY_EXISTS = 7, /* the name is held by a file that is not ours to take */
  EVO_SHM_ERR_INVALID_NAME = 8,
  EVO_SHM_ERR_INVALID_SIZE = 9,
  EVO_SHM_ERR_INVALID_RANGE = 10,
  EVO_SHM_ERR_PERMISSION_DENIED = 11,
  EVO_SHM_ERR_RESOURCE_EXHAUSTED = 12,
  EVO_SHM_ERR_UNSUPPORTED = 13, /* not tmpfs or hugetlbfs; another format version */
  EVO_SHM_ERR_IO = 14,
  EVO_SHM_AGAIN_ = 100 /* private: release the maintenance lock and start over */
};

enum { EVO_SHM_LAYOUT_CLASSIC = 1, EVO_SHM_LAYOUT_SLOTTED = 2 };

enum {
  EVO_SHM_FLAG_COMMIT_TIME_MASK = 3,
  EVO_SHM_FLAG_COMMIT_TIME_ABSENT = 0,
  EVO_SHM_FLAG_COMMIT_TIME_LOOP = 1,  /* evo_shm_commit_time gives them */
  EVO_SHM_FLAG_COMMIT_TIME_WRITE = 2, /* each write takes one; costs a clock */
  EVO_SHM_FLAG_CHECKSUMMED = 4        /* slotted only: reads detect damaged values */
};

enum {
  EVO_SHM_PAGE = 4096,
  EVO_SHM_MIN_SIZE = 4096,
  EVO_SHM_MAX_SIZE = 1 << 30,
  EVO_SHM_MAX_SLOTS = 64,
  EVO_SHM_MAX_NAME = 64
};

/* What a writer asks for. Start from evo_shm_slotted() or evo_shm_classic(). */
typedef struct evo_shm_options {
  int layout;         /* EVO_SHM_LAYOUT_ */
  const char *module; /* slotted only */
  uint64_t size;      /* data size in bytes: 4 KiB to 1 GiB in whole pages */
  uint64_t capacity;  /* largest payload in bytes, 1 to size; typed: one record */
  uint32_t slots;     /* a power of two, 1 to 64; classic 1 */
  uint32_t flags;     /* EVO_SHM_FLAG_ */
  const char *record; /* the record layout, see "blob" in section 2; NULL = plain bytes */
  gid_t group;        /* may read (mode 0640); (gid_t)-1 = nobody else (0600) */
} evo_shm_options;

/* A handle. Fields without a comment are private. */
typedef struct evo_shm {
  int layout;        /* EVO_SHM_LAYOUT_ */
  uint64_t capacity; /* largest payload in bytes */
  uint64_t stride;
  uint32_t slots;       /* values the segment holds */
  uint32_t flags;       /* EVO_SHM_FLAG_ */
  uint64_t fingerprint; /* of the record layout, 0 = untyped */
  uint64_t generation;  /* when opened */
  uint64_t retries;     /* reader: attempts that were repeated since it was opened */
  char name[65];        /* the segment */
  char file[160];       /* its file in the directory */
  uint8_t *base;
  uint8_t *first_slot;
  size_t mapped;
  evo_shm_atomic64 *version;
  evo_shm_atomic32 *state;
  int writer;
  int dir_fd;
  int fd;
  uint64_t blob_offset;
  uint32_t blob_length;
  uint64_t k;
  uint64_t commit_time;
  uint64_t wall_offset;
  pid_t pid;
  dev_t dev;
  ino_t ino;
} evo_shm;

/* What a read found. */
typedef struct evo_shm_value {
  size_t length;        /* of the payload, in bytes; classic: the capacity */
  uint64_t version;     /* even */
  uint64_t commit_time; /* monotonic ns, 0 = none */
} evo_shm_value;

/*
 * A slotted segment, the layout to choose, for values of up to `capacity` bytes. How many slots:
 * 64 up to 64 bytes, 16 up to 1 KiB, 8 up to 2 KiB, 4 above. Add EVO_SHM_FLAG_CHECKSUMMED to its
 * flags for values whose every read detects damage; read and write then pass over the payload twice.
 */
static inline evo_shm_options evo_shm_slotted(const char *module, uint64_t capacity,
                                              uint32_t slots);

/* A classic segment, for existing EVO processes. It has one slot and no lengths. */
static inline evo_shm_options evo_shm_classic(uint64_t capacity);

/*
 * Creates the segment, or takes over what a dead writer left: with the same geometry in place, so
 * that readers stay attached, otherwise as a new generation whose version goes on upwards. Blocks
 * up to 2 s while others create or remove the name or a killed owner is still exiting.
 */
static inline int evo_shm_create(const char *dir, const char *name, const evo_shm_options *options,
                                 evo_shm *s);

/* Commits `length` bytes as the next value; a typed segment takes exactly one record. */
static inline int evo_shm_write(evo_shm *s, const void *src, size_t length);

/* The time that the following writes carry, monotonic ns: call it once a cycle. */
static inline int evo_shm_commit_time(evo_shm *s, uint64_t monotonic_ns);

/*
 * Attaches a reader to the segment of this name, whatever its layout. Files of other users than
 * ourselves, root and `trusted` are refused; (uid_t)-1 trusts nobody else.
 */
static inline int evo_shm_open_reader(const char *dir, const char *name, uid_t trusted, evo_shm *s);

/*
 * Copies the current value to dst. VERSION_CONFLICT after 50 microseconds and at least 32 attempts,
 * or 65536 attempts; the next call starts afresh. INVALID_RANGE: value->length does not fit into
 * room. The content of dst counts only when the result is 0.
 */
static inline int evo_shm_read(evo_shm *s, void *dst, size_t room, evo_shm_value *value);

/* The version of the newest committed value; even, 0 when there is none. */
static inline uint64_t evo_shm_version(const evo_shm *s);

/*
 * 0 when there is a newer generation, or none: open again; for a writer: create again. System call;
 * every 100 ms is enough.
 */
static inline int evo_shm_is_current(const evo_shm *s);

/* Whether a writer holds the segment now. Makes a system call. */
static inline int evo_shm_writer_is_alive(const evo_shm *s);

/*
 * Gives the handle up. A writer retires the segment and removes its files; when the maintenance
 * lock cannot be had in 2 s the retired file stays for the next claimant or cleaner, and the result
 * says so. In a forked child it only closes what the child inherited.
 */
static inline int evo_shm_close(evo_shm *s);

/* Monotonic ns, the clock of commit times. */
static inline uint64_t evo_shm_now(void);

/* 1 for a valid name of a segment; of a module, which has no underscore, with 0. */
static inline int evo_shm_name_is_valid(const char *name, int underscore_allowed);

/* The fingerprint of a record layout: the first 8 bytes of the SHA-256 of its text. */
static inline uint64_t evo_shm_fingerprint(const void *text, size_t length);

/* ================================================================ 2 FORMAT
 *
 * NAMES
 *
 *   segment  [A-Za-z0-9][A-Za-z0-9_.-]{0,63}      unique in a directory, across modules
 *   module   [A-Za-z0-9][A-Za-z0-9.-]{0,63}       no underscore
 *   slotted  evo_{module}_{name}_{pid}            the pid of whoever created the file: a takeover
 *   classic  evo_{name}_{pid}                     does not rename it, the owner is in the header
 *   metadata evo_{name}.meta                      JSON, derived, replaced by rename, never locked
 *   .evo-{name}.lock  .evo-{name}.new  .evo-{name}.meta      maintenance lock and temporaries
 *
 *   File names are ambiguous (foo, foo_bar): headers decide, never a prefix. Existing readers of
 *   the classic layout open evo_{name}_*: avoid a classic name that is an underscore prefix of
 *   another.
 *
 *
 * SLOTTED LAYOUT (little-endian, natural alignment)
 *
 *   +-----+----------------------------------------------------------------------------------+
 *   |   0 | u64 magic 0x45564F5F53484D53                                                     |
 *   |   8 | u16 major = 1 (another one: refuse)      10  u16 minor = 0                       |
 *   |  12 | u32 header_length: whole pages of 4096, up to 1 MiB; the slots begin there       |
 *   |  16 | u64 size: declared data size, 4 KiB to 1 GiB in whole pages                      |
 *   |  24 | u64 capacity: largest payload, 1 to size                                         |
 *   |  32 | u64 stride: from slot to slot                                                    |
 *   |  40 | u32 slots: a power of two, 1 to 64                                               |
 *   |  44 | u32 flags: bits 0-1 commit time (0 absent, 1 loop, 2 write), bit 2 checksummed   |
 *   |  48 | u64 created_ts: ns since the UNIX epoch                                          |
 *   |  56 | u64 fingerprint of the record layout: first 8 bytes of its SHA-256, 0 = untyped  |
 *   |  64 | u32 blob_offset = 512                    68  u32 blob_length: the record layout  |
 *   |  72 | u32 name_length                          76  u32 module_length                   |
 *   |  80 | char name[64]                           144  char module[64]                     |
 *   | 208 | u32 header_checksum: CRC-32C of bytes 0..207, then of the blob                   |
 *   | 212 | zero                                                                             |
 *   +-----+---- owner record, rewritten at takeover, information only -----------------------+
 *   | 256 | u8 boot_id[16]: the hexadecimal digits of the boot id in their order             |
 *   | 272 | u64 pid_namespace: inode of /proc/self/ns/pid                                    |
 *   | 280 | u32 pid                                 284  zero                                |
 *   | 288 | u64 start_time: field 22 of /proc/pid/stat                                       |
 *   | 296 | u64 generation: counts every claim of the name, upwards                          |
 *   | 304 | u64 parked_until: monotonic ns, 0 = not parked                                   |
 *   | 312 | u32 CRC-32C of 256..311                 316  zero                                |
 *   +-----+---- two cache lines that nobody else writes to ----------------------------------+
 *   | 384 | u64 version; bit 63, EVO_SHM_SLOTTED_RETIRED_VERSION_BIT: retired                |
 *   | 392 | u32 state: 1 ACTIVE, 2 PARKED, 3 RETIRED                       396  zero         |
 *   +-----+----------------------------------------------------------------------------------+
 *   | 512 | blob: UTF-8 text "evo-layout 1\tNAME\tSIZE\n" and a line a field                 |
 *   |     | "NAME\tTYPE\tOFFSET\tCOUNT\tUNIT\trequired|optional\n", no terminator            |
 *   |     | TYPE I8 U8 I16 U16 I32 U32 I64 U64 F32 F64 BOOL TEXT; each field at the next     |
 *   |     | multiple of its size; SIZE is the end rounded up to 8; else Java readers refuse  |
 *   +-----+----------------------------------------------------------------------------------+
 *   slot i at header_length + i * stride:
 *   |   0 | u64 version of the value in it                                                   |
 *   |   8 | u32 payload length                       12  u32 CRC-32C if checksummed, or 0    |
 *   |  16 | u64 commit time: monotonic ns, 0 = none  24  zero                                |
 *   |  32 | payload                                                                          |
 *
 *   The checksum of a value is the CRC-32C (Castagnoli) of 20 bytes without gaps, version u64,
 *   payload length u32 and commit time u64, and then of the payload. Readers take the version from
 *   the version word, so that an old value does not pass for a new one.
 *
 *   stride = 32 + capacity rounded up to 64; if header_length + slots * stride then exceeds 1 GiB,
 *   rounded up to 4096 instead, so that each slot can be mapped separately. The file reaches at
 *   least to the end of the last slot.
 *
 *
 * CLASSIC LAYOUT (one value; understood by existing EVO processes, which write zeros to 48..127)
 *
 *   +-----+----------------------------------------------------------------------------------+
 *   |   0 | u64 magic 0x45564F5F53484D00             8  u64 version                          |
 *   |  16 | u32 writer_pid                           20  u32 reader_count (existing readers) |
 *   |  24 | u64 size of the data section             32  u64 created_ts: ns since the epoch  |
 *   |  40 | u64 last_write_ts: ns since the epoch    48  u32 checksum: 0, never checked      |
 *   +-----+---- extension -------------------------------------------------------------------+
 *   |  52 | u32 state: 0 = no extension, else as above                                       |
 *   |  56 | u64 commit time: monotonic ns, 0 = none                                          |
 *   |  64 | u64 generation                           72  u64 start_time                      |
 *   |  80 | u8 boot_id[16]                           96  u64 parked_until                    |
 *   | 104 | u32 pid_namespace (the inode fits)      108  u32 pid of the owner, as at 16      |
 *   | 112 | u32 capacity: largest payload, 1 to size                                         |
 *   | 116 | u24 blob_length                         119  u8 flags: bits 0-1 commit time      |
 *   | 120 | u32 CRC-32C of 64..119                  124  u32 extension magic 0x31585645      |
 *   +-----+----------------------------------------------------------------------------------+
 *   | 128 | data, size bytes; a value is the first capacity bytes, a shorter write fills up  |
 *   |     | with zeros. Behind the data, at 128 + size: the blob, as above                   |
 *   +-----+----------------------------------------------------------------------------------+
 *
 *   The file has at least 128 + size + blob_length bytes. Without the extension magic the capacity
 *   is the size and there is no blob. 16 may be written by existing tools, 108 is the owner.
 */

/*
 * Offsets are named as in the Java classes: EVO_SHM_SLOTTED_SIZE_OFFSET is
 * SlottedFormat.SIZE_OFFSET, EVO_SHM_SLOT_CRC_OFFSET is SlottedFormat.SLOT_CRC_OFFSET,
 * EVO_SHM_CLASSIC_SIZE_OFFSET is ClassicFormat.SIZE_OFFSET. A test compares them all.
 */
#define EVO_SHM_SLOTTED_MAGIC UINT64_C(0x45564F5F53484D53)
#define EVO_SHM_CLASSIC_MAGIC UINT64_C(0x45564F5F53484D00)
#define EVO_SHM_CLASSIC_EXTENSION_MAGIC UINT32_C(0x31585645)
#define EVO_SHM_SLOTTED_RETIRED_VERSION_BIT (UINT64_C(1) << 63)

enum {
  EVO_SHM_SLOTTED_MAGIC_OFFSET = 0,
  EVO_SHM_SLOTTED_MAJOR_OFFSET = 8,
  EVO_SHM_SLOTTED_MINOR_OFFSET = 10,
  EVO_SHM_SLOTTED_HEADER_LENGTH_OFFSET = 12,
  EVO_SHM_SLOTTED_SIZE_OFFSET = 16,
  EVO_SHM_SLOTTED_CAPACITY_OFFSET = 24,
  EVO_SHM_SLOTTED_STRIDE_OFFSET = 32,
  EVO_SHM_SLOTTED_SLOTS_OFFSET = 40,
  EVO_SHM_SLOTTED_FLAGS_OFFSET = 44,
  EVO_SHM_SLOTTED_CREATED_TS_OFFSET = 48,
  EVO_SHM_SLOTTED_FINGERPRINT_OFFSET = 56,
  EVO_SHM_SLOTTED_BLOB_OFFSET_OFFSET = 64,
  EVO_SHM_SLOTTED_BLOB_LENGTH_OFFSET = 68,
  EVO_SHM_SLOTTED_NAME_LENGTH_OFFSET = 72,
  EVO_SHM_SLOTTED_MODULE_LENGTH_OFFSET = 76,
  EVO_SHM_SLOTTED_NAME_OFFSET = 80,
  EVO_SHM_SLOTTED_MODULE_OFFSET = 144,
  EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET = 208,
  EVO_SHM_SLOTTED_OWNER_OFFSET = 256,
  EVO_SHM_SLOTTED_BOOT_ID_OFFSET = 256,
  EVO_SHM_SLOTTED_PID_NAMESPACE_OFFSET = 272,
  EVO_SHM_SLOTTED_PID_OFFSET = 280,
  EVO_SHM_SLOTTED_START_TIME_OFFSET = 288,
  EVO_SHM_SLOTTED_GENERATION_OFFSET = 296,
  EVO_SHM_SLOTTED_PARKED_UNTIL_OFFSET = 304,
  EVO_SHM_SLOTTED_OWNER_CHECKSUM_OFFSET = 312,
  EVO_SHM_SLOTTED_VERSION_OFFSET = 384,
  EVO_SHM_SLOTTED_STATE_OFFSET = 392,
  EVO_SHM_SLOTTED_FIXED_LENGTH = 512,
  EVO_SHM_SLOTTED_MAJOR = 1,
  EVO_SHM_SLOTTED_MINOR = 0,

  EVO_SHM_SLOT_VERSION_OFFSET = 0,
  EVO_SHM_SLOT_LENGTH_OFFSET = 8,
  EVO_SHM_SLOT_CRC_OFFSET = 12,
  EVO_SHM_SLOT_COMMIT_TIME_OFFSET = 16,
  EVO_SHM_SLOT_PAYLOAD_OFFSET = 32,

  EVO_SHM_CLASSIC_MAGIC_OFFSET = 0,
  EVO_SHM_CLASSIC_VERSION_OFFSET = 8,
  EVO_SHM_CLASSIC_WRITER_PID_OFFSET = 16,
  EVO_SHM_CLASSIC_READER_COUNT_OFFSET = 20,
  EVO_SHM_CLASSIC_SIZE_OFFSET = 24,
  EVO_SHM_CLASSIC_CREATED_TS_OFFSET = 32,
  EVO_SHM_CLASSIC_LAST_WRITE_TS_OFFSET = 40,
  EVO_SHM_CLASSIC_CHECKSUM_OFFSET = 48,
  EVO_SHM_CLASSIC_STATE_OFFSET = 52,
  EVO_SHM_CLASSIC_COMMIT_TIME_OFFSET = 56,
  EVO_SHM_CLASSIC_GENERATION_OFFSET = 64,
  EVO_SHM_CLASSIC_START_TIME_OFFSET = 72,
  EVO_SHM_CLASSIC_BOOT_ID_OFFSET = 80,
  EVO_SHM_CLASSIC_PARKED_UNTIL_OFFSET = 96,
  EVO_SHM_CLASSIC_PID_NAMESPACE_OFFSET = 104,
  EVO_SHM_CLASSIC_PID_OFFSET = 108,
  EVO_SHM_CLASSIC_CAPACITY_OFFSET = 112,
  EVO_SHM_CLASSIC_BLOB_LENGTH_OFFSET = 116,
  EVO_SHM_CLASSIC_FLAGS_OFFSET = 119,
  EVO_SHM_CLASSIC_OWNER_CHECKSUM_OFFSET = 120,
  EVO_SHM_CLASSIC_EXTENSION_MAGIC_OFFSET = 124,
  EVO_SHM_CLASSIC_DATA_OFFSET = 128,
  EVO_SHM_CLASSIC_BLOB_LENGTH_MASK = 0xFFFFFF,

  EVO_SHM_STATE_NONE = 0, /* classic, not ours */
  EVO_SHM_STATE_ACTIVE = 1,
  EVO_SHM_STATE_PARKED = 2,
  EVO_SHM_STATE_RETIRED = 3,

  EVO_SHM_STRIDE_ALIGNMENT = 64,
  EVO_SHM_MAX_SHARED_MAPPING = 1 << 30, /* above this the stride is a multiple of EVO_SHM_PAGE */
  EVO_SHM_MAX_HEADER_LENGTH = 1 << 20
};

typedef struct evo_shm_slotted_header {
  uint64_t magic;
  uint16_t major_version;
  uint16_t minor_version;
  uint32_t header_length;
  uint64_t size;
  uint64_t capacity;
  uint64_t stride;
  uint32_t slots;
  uint32_t flags;
  uint64_t created_ts;
  uint64_t fingerprint;
  uint32_t blob_offset;
  uint32_t blob_length;
  uint32_t name_length;
  uint32_t module_length;
  char name[64];
  char module[64];
  uint32_t header_checksum;
  uint8_t zero_212[44];
  uint8_t boot_id[16];
  uint64_t pid_namespace;
  uint32_t pid;
  uint32_t zero_284;
  uint64_t start_time;
  uint64_t generation;
  uint64_t parked_until;
  uint32_t owner_checksum;
  uint8_t zero_316[68];
  evo_shm_atomic64 version;
  evo_shm_atomic32 state;
  uint8_t zero_396[116];
} evo_shm_slotted_header;

typedef struct evo_shm_slot_header {
  evo_shm_atomic64 version;
  evo_shm_atomic32 length;
  evo_shm_atomic32 crc;
  evo_shm_atomic64 commit_time;
  uint64_t zero;
} evo_shm_slot_header;

typedef struct evo_shm_classic_header {
  uint64_t magic;
  evo_shm_atomic64 version;
  uint32_t writer_pid;
  uint32_t reader_count;
  uint64_t size;
  uint64_t created_ts;
  evo_shm_atomic64 last_write_ts;
  uint32_t checksum;
  evo_shm_atomic32 state;
  evo_shm_atomic64 commit_time;
  uint64_t generation;
  uint64_t start_time;
  uint8_t boot_id[16];
  uint64_t parked_until;
  uint32_t pid_namespace;
  uint32_t pid;
  uint32_t capacity;
  uint32_t blob_length_and_flags; /* flags << 24 */
  uint32_t owner_checksum;
  uint32_t extension_magic;
} evo_shm_classic_header;

#define EVO_SHM_AT_(type, field, offset) \
  EVO_SHM_ASSERT(offsetof(type, field) == (offset), #type "." #field " is misplaced")
EVO_SHM_ASSERT(sizeof(evo_shm_atomic64) == 8 && sizeof(evo_shm_atomic32) == 4, "atomics are plain");
EVO_SHM_ASSERT(sizeof(evo_shm_slotted_header) == EVO_SHM_SLOTTED_FIXED_LENGTH, "slotted header");
EVO_SHM_ASSERT(sizeof(evo_shm_slot_header) == EVO_SHM_SLOT_PAYLOAD_OFFSET, "slot header");
EVO_SHM_ASSERT(sizeof(evo_shm_classic_header) == EVO_SHM_CLASSIC_DATA_OFFSET, "classic header");
EVO_SHM_AT_(evo_shm_slotted_header, magic, EVO_SHM_SLOTTED_MAGIC_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, major_version, EVO_SHM_SLOTTED_MAJOR_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, minor_version, EVO_SHM_SLOTTED_MINOR_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, header_length, EVO_SHM_SLOTTED_HEADER_LENGTH_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, size, EVO_SHM_SLOTTED_SIZE_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, capacity, EVO_SHM_SLOTTED_CAPACITY_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, stride, EVO_SHM_SLOTTED_STRIDE_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, slots, EVO_SHM_SLOTTED_SLOTS_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, flags, EVO_SHM_SLOTTED_FLAGS_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, created_ts, EVO_SHM_SLOTTED_CREATED_TS_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, fingerprint, EVO_SHM_SLOTTED_FINGERPRINT_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, blob_offset, EVO_SHM_SLOTTED_BLOB_OFFSET_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, blob_length, EVO_SHM_SLOTTED_BLOB_LENGTH_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, name_length, EVO_SHM_SLOTTED_NAME_LENGTH_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, module_length, EVO_SHM_SLOTTED_MODULE_LENGTH_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, name, EVO_SHM_SLOTTED_NAME_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, module, EVO_SHM_SLOTTED_MODULE_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, header_checksum, EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, boot_id, EVO_SHM_SLOTTED_BOOT_ID_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, pid_namespace, EVO_SHM_SLOTTED_PID_NAMESPACE_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, pid, EVO_SHM_SLOTTED_PID_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, start_time, EVO_SHM_SLOTTED_START_TIME_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, generation, EVO_SHM_SLOTTED_GENERATION_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, parked_until, EVO_SHM_SLOTTED_PARKED_UNTIL_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, owner_checksum, EVO_SHM_SLOTTED_OWNER_CHECKSUM_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, version, EVO_SHM_SLOTTED_VERSION_OFFSET);
EVO_SHM_AT_(evo_shm_slotted_header, state, EVO_SHM_SLOTTED_STATE_OFFSET);
EVO_SHM_AT_(evo_shm_slot_header, version, EVO_SHM_SLOT_VERSION_OFFSET);
EVO_SHM_AT_(evo_shm_slot_header, length, EVO_SHM_SLOT_LENGTH_OFFSET);
EVO_SHM_AT_(evo_shm_slot_header, crc, EVO_SHM_SLOT_CRC_OFFSET);
EVO_SHM_AT_(evo_shm_slot_header, commit_time, EVO_SHM_SLOT_COMMIT_TIME_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, magic, EVO_SHM_CLASSIC_MAGIC_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, version, EVO_SHM_CLASSIC_VERSION_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, writer_pid, EVO_SHM_CLASSIC_WRITER_PID_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, reader_count, EVO_SHM_CLASSIC_READER_COUNT_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, size, EVO_SHM_CLASSIC_SIZE_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, created_ts, EVO_SHM_CLASSIC_CREATED_TS_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, last_write_ts, EVO_SHM_CLASSIC_LAST_WRITE_TS_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, checksum, EVO_SHM_CLASSIC_CHECKSUM_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, state, EVO_SHM_CLASSIC_STATE_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, commit_time, EVO_SHM_CLASSIC_COMMIT_TIME_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, generation, EVO_SHM_CLASSIC_GENERATION_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, start_time, EVO_SHM_CLASSIC_START_TIME_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, boot_id, EVO_SHM_CLASSIC_BOOT_ID_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, parked_until, EVO_SHM_CLASSIC_PARKED_UNTIL_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, pid_namespace, EVO_SHM_CLASSIC_PID_NAMESPACE_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, pid, EVO_SHM_CLASSIC_PID_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, capacity, EVO_SHM_CLASSIC_CAPACITY_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, blob_length_and_flags, EVO_SHM_CLASSIC_BLOB_LENGTH_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, owner_checksum, EVO_SHM_CLASSIC_OWNER_CHECKSUM_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, extension_magic, EVO_SHM_CLASSIC_EXTENSION_MAGIC_OFFSET);

/* ================================================================ 3 PROTOCOL
 *
 * READS AND WRITES: even = committed, odd = a write is under way; with N slots the value of version
 * v is in slot (v / 2) mod N; the version never decreases. 63 bits last 292 years at 1 GHz.
 *
 *   write   version := 2k+1 (release); store fence; fill slot (k+1) mod N;
 *           version := 2k+2 (release)
 *   read    v1 := version (acquire); k := v1 / 2; copy slot k mod N; load fence; v2 := version;
 *           good when v2 - 2k < 2N - 1, unsigned; a slot whose version is not 2k has no value yet;
 *           bit 63 of v1 set: RETIRED; N = 1 (classic too) and v1 odd: nothing is readable now
 *   retire  state := RETIRED (release); version := version | 2^63 (release), classic instead
 *           (version | 1) + 2; full fence. So v2 is beyond every window and readers need not look
 *           at the state, but classic ones that find the version odd.
 *
 *   Copies race with the writer on purpose: nothing of a copy is used before it is validated.
 *   Whatever derives a version from one that it finds clears bits 63 and 0. A takeover in place
 *   leaves the version as it is: the next write repeats the odd store and commits 2k+2. A new
 *   generation starts at the highest 2k that was found; classic at 2k+1, since its value cannot say
 *   that it is none yet.
 *
 *
 * LOCKS (open file description locks, on bytes far beyond any data, of a data file and of the file
 * .evo-{name}.lock)
 *
 *   owner    write lock that covers byte 2^62, of a data file taken before that gets its name. The
 *            writer lives while it is held and the state is ACTIVE. Probe with F_OFD_GETLK and
 *            F_RDLCK; where the lock begins and ends says who took it:
 *            first byte 2^62 - ((start time mod 2^33) << 28 | namespace), last byte 2^62 + pid
 *   announcement
 *            write lock on 2^60 + ((pid << 28 | namespace) << 10), 1 + (start time mod 2^10) bytes
 *   readers  read lock on 2^62 + m * 2^20 (m random, 8 to 2^41 - 1), one byte a handle
 *
 *   The namespace is the inode of the PID namespace mod 2^28. A taker that cannot be read from the
 *   lock, or not be seen, may live.
 *
 *   A child may inherit a lock from a taker that died. Whoever finds that announces itself, looks
 *   whether the owner lock still is as it was and whether another living process has announced,
 *   and only then goes on: as the holder of a lock file, or to replace or remove a data file, never
 *   to adopt it. Whoever takes an owner lock looks for living announcements afterwards, and
 *   lets go when there is one. Locks of readers on an owner's bytes count as inherited.
 *
 *   The lock file (mode 0600, empty) is locked like that around create, takeover and removal; it
 *   must have its name then, and before each step that cannot be taken back, and is unlinked while
 *   held. A claim counts when it still has, and the data file too, and nobody has retired that.
 */
#define EVO_SHM_LOCK_OWNER_OFFSET (INT64_C(1) << 62)
#define EVO_SHM_LOCK_ANNOUNCEMENT_OFFSET (INT64_C(1) << 60)
#define EVO_SHM_LOCK_ANNOUNCEMENT_LENGTH (INT64_C(1) << 60)
#define EVO_SHM_LOCK_READER_OFFSET (INT64_C(1) << 62 | INT64_C(1) << 23)
#define EVO_SHM_LOCK_READER_STEP (INT64_C(1) << 20)
#define EVO_SHM_LOCK_READER_BASES (INT64_C(1) << 41)
#define EVO_SHM_LOCK_WAIT_NS UINT64_C(2000000000)
#define EVO_SHM_READ_BOUND_NS UINT64_C(50000)

enum {
  EVO_SHM_LOCK_PID_BITS = 22,
  EVO_SHM_LOCK_NAMESPACE_BITS = 28,
  EVO_SHM_LOCK_OWNER_TICKS_BITS = 33,
  EVO_SHM_LOCK_ANNOUNCEMENT_TICKS_BITS = 10,
  EVO_SHM_READ_MIN_ATTEMPTS = 32,
  EVO_SHM_READ_MAX_ATTEMPTS = 65536
};

/* ================================================================ 4 IMPLEMENTATION */

static inline evo_shm_options evo_shm_slotted(const char *module, uint64_t capacity,
                                              uint32_t slots) {
  evo_shm_options o;
  memset(&o, 0, sizeof o);
  o.layout = EVO_SHM_LAYOUT_SLOTTED;
  o.module = module;
  o.size = (capacity + EVO_SHM_PAGE - 1) / EVO_SHM_PAGE * EVO_SHM_PAGE;
  o.capacity = capacity;
  o.slots = slots;
  o.flags = EVO_SHM_FLAG_COMMIT_TIME_LOOP;
  o.group = (gid_t)-1;
  return o;
}

static inline evo_shm_options evo_shm_classic(uint64_t capacity) {
  evo_shm_options o = evo_shm_slotted("", capacity, 1);
  o.layout = EVO_SHM_LAYOUT_CLASSIC;
  return o;
}

/* ---------------------------------------------------------------- small parts */

static inline uint64_t evo_shm_load_acquire64_(const evo_shm_atomic64 *p) {
  return EVO_SHM_STD(atomic_load_explicit)(p, EVO_SHM_STD(memory_order_acquire));
}

static inline uint64_t evo_shm_load_relaxed64_(const evo_shm_atomic64 *p) {
  return EVO_SHM_STD(atomic_load_explicit)(p, EVO_SHM_STD(memory_order_relaxed));
}

static inline uint32_t evo_shm_load_relaxed32_(const evo_shm_atomic32 *p) {
  return EVO_SHM_STD(atomic_load_explicit)(p, EVO_SHM_STD(memory_order_relaxed));
}

static inline void evo_shm_store_release64_(evo_shm_atomic64 *p, uint64_t value) {
  EVO_SHM_STD(atomic_store_explicit)(p, value, EVO_SHM_STD(memory_order_release));
}

static inline void evo_shm_store_release32_(evo_shm_atomic32 *p, uint32_t value) {
  EVO_SHM_STD(atomic_store_explicit)(p, value, EVO_SHM_STD(memory_order_release));
}

static inline void evo_shm_store_relaxed64_(evo_shm_atomic64 *p, uint64_t value) {
  EVO_SHM_STD(atomic_store_explicit)(p, value, EVO_SHM_STD(memory_order_relaxed));
}

static inline void evo_shm_store_relaxed32_(evo_shm_atomic32 *p, uint32_t value) {
  EVO_SHM_STD(atomic_store_explicit)(p, value, EVO_SHM_STD(memory_order_relaxed));
}

static inline void evo_shm_fence_acquire_(void) {
  EVO_SHM_STD(atomic_thread_fence)(EVO_SHM_STD(memory_order_acquire));
}

static inline void evo_shm_fence_release_(void) {
  EVO_SHM_STD(atomic_thread_fence)(EVO_SHM_STD(memory_order_release));
}

static inline void evo_shm_fence_full_(void) {
  EVO_SHM_STD(atomic_thread_fence)(EVO_SHM_STD(memory_order_seq_cst));
}

static inline uint64_t evo_shm_clock_(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (uint64_t)t.tv_sec * UINT64_C(1000000000) + (uint64_t)t.tv_nsec;
}

static inline uint64_t evo_shm_now(void) {
  return evo_shm_clock_(CLOCK_MONOTONIC);
}

/* 0.2 to 1.5 ms, at random: two who step back do not meet again. */
static inline void evo_shm_wait_(void) {
  uint32_t random = 0;
  struct timespec t;
  if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random) {
    random = (uint32_t)evo_shm_now();
  }
  t.tv_sec = 0;
  t.tv_nsec = 200000 + (long)(random % 1300000);
  nanosleep(&t, NULL);
}

static inline int evo_shm_from_errno_(void) {
  switch (errno) {
    case ENOENT: return EVO_SHM_ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EROFS: return EVO_SHM_ERR_PERMISSION_DENIED;
    case ENOSPC:
    case ENOMEM:
    case EDQUOT:
    case EMFILE:
    case ENFILE: return EVO_SHM_ERR_RESOURCE_EXHAUSTED;
    case EOPNOTSUPP: return EVO_SHM_ERR_UNSUPPORTED;
    default: return EVO_SHM_ERR_IO;
  }
}

/*
 * A CRC is linear: the entry of a byte is the sum of the entries of its bits. So each of the tables
 * is given by eight numbers, and the compiler makes the rest.
 */
#define EVO_SHM_CRC_1_(i, a, b, c, d, e, f, g, h)                                             \
  (((i) & 1 ? (a) : 0u) ^ ((i) & 2 ? (b) : 0u) ^ ((i) & 4 ? (c) : 0u) ^ ((i) & 8 ? (d) : 0u)   \
   ^ ((i) & 16 ? (e) : 0u) ^ ((i) & 32 ? (f) : 0u) ^ ((i) & 64 ? (g) : 0u)                     \
   ^ ((i) & 128 ? (h) : 0u))
#define EVO_SHM_CRC_4_(i, ...)                                                                \
  EVO_SHM_CRC_1_(i, __VA_ARGS__), EVO_SHM_CRC_1_((i) + 1, __VA_ARGS__),                        \
      EVO_SHM_CRC_1_((i) + 2, __VA_ARGS__), EVO_SHM_CRC_1_((i) + 3, __VA_ARGS__)
#define EVO_SHM_CRC_16_(i, ...)                                                               \
  EVO_SHM_CRC_4_(i, __VA_ARGS__), EVO_SHM_CRC_4_((i) + 4, __VA_ARGS__),                        \
      EVO_SHM_CRC_4_((i) + 8, __VA_ARGS__), EVO_SHM_CRC_4_((i) + 12, __VA_ARGS__)
#define EVO_SHM_CRC_64_(i, ...)                                                               \
  EVO_SHM_CRC_16_(i, __VA_ARGS__), EVO_SHM_CRC_16_((i) + 16, __VA_ARGS__),                     \
      EVO_SHM_CRC_16_((i) + 32, __VA_ARGS__), EVO_SHM_CRC_16_((i) + 48, __VA_ARGS__)
#define EVO_SHM_CRC_TABLE_(...)                                                               \
  {EVO_SHM_CRC_64_(0, __VA_ARGS__), EVO_SHM_CRC_64_(64, __VA_ARGS__),                          \
   EVO_SHM_CRC_64_(128, __VA_ARGS__), EVO_SHM_CRC_64_(192, __VA_ARGS__)}

/* Eight bytes at a time; table k is for the byte that k more follow. */
static inline uint32_t evo_shm_crc32c_table_(uint32_t crc, const uint8_t *p, size_t length) {
  static const uint32_t table[8][256] = {
      EVO_SHM_CRC_TABLE_(0xF26B8303, 0xE13B70F7, 0xC79A971F, 0x8AD958CF,
                         0x105EC76F, 0x20BD8EDE, 0x417B1DBC, 0x82F63B78),
      EVO_SHM_CRC_TABLE_(0x13A29877, 0x274530EE, 0x4E8A61DC, 0x9D14C3B8,
                         0x3FC5F181, 0x7F8BE302, 0xFF17C604, 0xFBC3FAF9),
      EVO_SHM_CRC_TABLE_(0xA541927E, 0x4F6F520D, 0x9EDEA41A, 0x38513EC5,
                         0x70A27D8A, 0xE144FB14, 0xC76580D9, 0x8B277743),
      EVO_SHM_CRC_TABLE_(0xDD45AAB8, 0xBF672381, 0x7B2231F3, 0xF64463E6,
                         0xE964B13D, 0xD725148B, 0xABA65FE7, 0x52A0C93F),
      EVO_SHM_CRC_TABLE_(0x38116FAC, 0x7022DF58, 0xE045BEB0, 0xC5670B91,
                         0x8F2261D3, 0x1BA8B557, 0x37516AAE, 0x6EA2D55C),
      EVO_SHM_CRC_TABLE_(0xEF306B19, 0xDB8CA0C3, 0xB2F53777, 0x6006181F,
                         0xC00C303E, 0x85F4168D, 0x0E045BEB, 0x1C08B7D6),
      EVO_SHM_CRC_TABLE_(0x68032CC8, 0xD0065990, 0xA5E0C5D1, 0x4E2DFD53,
                         0x9C5BFAA6, 0x3D5B83BD, 0x7AB7077A, 0xF56E0EF4),
      EVO_SHM_CRC_TABLE_(0x493C7D27, 0x9278FA4E, 0x211D826D, 0x423B04DA,
                         0x847609B4, 0x0D006599, 0x1A00CB32, 0x34019664),
  };
  for (; length >= 8; length -= 8, p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    word ^= crc;
    crc = table[7][word & 255] ^ table[6][word >> 8 & 255] ^ table[5][word >> 16 & 255]
          ^ table[4][word >> 24 & 255] ^ table[3][word >> 32 & 255] ^ table[2][word >> 40 & 255]
          ^ table[1][word >> 48 & 255] ^ table[0][word >> 56];
  }
  for (; length > 0; length--, p++) {
    crc = table[0][(crc ^ *p) & 255] ^ crc >> 8;
  }
  return crc;
}

#if defined(__x86_64__)
/* With the processor's own instruction. */
__attribute__((target("sse4.2"))) static inline uint32_t evo_shm_crc32c_sse_(uint32_t crc,
                                                                            const uint8_t *p,
                                                                            size_t length) {
  uint64_t wide = crc;
  for (; length >= 8; length -= 8, p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    wide = __builtin_ia32_crc32di(wide, word);
  }
  crc = (uint32_t)wide;
  for (; length > 0; length--, p++) {
    crc = __builtin_ia32_crc32qi(crc, *p);
  }
  return crc;
}
#endif

/* CRC-32C (Castagnoli); continue with the previous result, start with 0. */
static inline uint32_t evo_shm_crc32c(uint32_t crc, const void *data, size_t length) {
  const uint8_t *p = (const uint8_t *)data;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) {
    return ~evo_shm_crc32c_sse_(~crc, p, length);
  }
#endif
  return ~evo_shm_crc32c_table_(~crc, p, length);
}

/* The checksum of a value, see section 2; over memory of our own, never over the mapping. */
static inline uint32_t evo_shm_checksum_(uint64_t version, uint64_t commit_time,
                                         const void *payload, size_t length) {
  uint8_t prefix[20];
  uint32_t short_length = (uint32_t)length;
  memcpy(prefix, &version, sizeof version);
  memcpy(prefix + 8, &short_length, sizeof short_length);
  memcpy(prefix + 12, &commit_time, sizeof commit_time);
  return evo_shm_crc32c(evo_shm_crc32c(0, prefix, sizeof prefix), payload, length);
}

static inline uint32_t evo_shm_rotr_(uint32_t x, int n) {
  return x >> n | x << (32 - n);
}

static inline void evo_shm_sha256_block_(uint32_t h[8], const uint8_t *block) {
  static const uint32_t k[64] = {
      0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
      0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
      0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
      0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
      0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
      0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
      0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
      0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
      0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
      0xc67178f2};
  uint32_t w[64], s[8];
  for (int i = 0; i < 16; i++) {
    memcpy(&w[i], block + 4 * i, 4);
    w[i] = __builtin_bswap32(w[i]);
  }
  for (int i = 16; i < 64; i++) {
    uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (evo_shm_rotr_(a, 7) ^ evo_shm_rotr_(a, 18) ^ a >> 3) + w[i - 7]
           + (evo_shm_rotr_(b, 17) ^ evo_shm_rotr_(b, 19) ^ b >> 10);
  }
  memcpy(s, h, sizeof s);
  for (int i = 0; i < 64; i++) {
    uint32_t e = s[4], a = s[0];
    uint32_t t1 = s[7] + (evo_shm_rotr_(e, 6) ^ evo_shm_rotr_(e, 11) ^ evo_shm_rotr_(e, 25))
                  + ((e & s[5]) ^ (~e & s[6])) + k[i] + w[i];
    uint32_t t2 = (evo_shm_rotr_(a, 2) ^ evo_shm_rotr_(a, 13) ^ evo_shm_rotr_(a, 22))
                  + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
    memmove(s + 1, s, 7 * sizeof s[0]);
    s[4] += t1;
    s[0] = t1 + t2;
  }
  for (int i = 0; i < 8; i++) {
    h[i] += s[i];
  }
}

static inline uint64_t evo_shm_fingerprint(const void *text, size_t length) {
  uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const uint8_t *p = (const uint8_t *)text;
  size_t left = length;
  for (; left >= 64; left -= 64, p += 64) {
    evo_shm_sha256_block_(h, p);
  }
  uint8_t tail[128];
  memset(tail, 0, sizeof tail);
  memcpy(tail, p, left);
  tail[left] = 0x80;
  size_t end = left < 56 ? 64 : 128;
  uint64_t bits = __builtin_bswap64((uint64_t)length * 8);
  memcpy(tail + end - 8, &bits, 8);
  for (size_t i = 0; i < end; i += 64) {
    evo_shm_sha256_block_(h, tail + i);
  }
  return (uint64_t)__builtin_bswap32(h[1]) << 32 | __builtin_bswap32(h[0]);
}

static inline int evo_shm_name_is_valid(const char *name, int underscore_allowed) {
  size_t length = name == NULL ? 0 : strlen(name);
  if (length < 1 || length > EVO_SHM_MAX_NAME) {
    return 0;
  }
  for (size_t i = 0; i < length; i++) {
    char c = name[i];
    int alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    int mark = c == '.' || c == '-' || (c == '_' && underscore_allowed);
    if (!alphanumeric && (i == 0 || !mark)) {
      return 0;
    }
  }
  return 1;
}

/* 1 when a file name may be a segment of this name: "evo_...{name}_{digits}". Headers decide. */
static inline int evo_shm_file_may_be_(const char *file, const char *name) {
  size_t length = strlen(file), wanted = strlen(name);
  size_t end = length;
  while (end > 0 && file[end - 1] >= '0' && file[end - 1] <= '9') {
    end--;
  }
  return strncmp(file, "evo_", 4) == 0 && end < length && end >= wanted + 5 && file[end - 1] == '_'
         && memcmp(file + end - 1 - wanted, name, wanted) == 0 && file[end - 2 - wanted] == '_';
}

/* Tries to take or give up a lock, 1 when that worked. */
static inline int evo_shm_set_lock_(int fd, short type, int64_t start, int64_t length) {
  struct flock lock;
  memset(&lock, 0, sizeof lock);
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = start;
  lock.l_len = length;
  return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

/* At once, though a child that was forked a moment ago may keep the file open. */
static inline void evo_shm_unlock_(int fd) {
  evo_shm_set_lock_(fd, F_UNLCK, 0, 0);
}

/* Finds a lock of somebody else's that refuses one of this type. */
static inline int evo_shm_find_lock_(int fd, short type, int64_t start, int64_t length,
                                     struct flock *found) {
  memset(found, 0, sizeof *found);
  found->l_type = type;
  found->l_whence = SEEK_SET;
  found->l_start = start;
  found->l_len = length;
  return fcntl(fd, F_OFD_GETLK, found) == 0 && found->l_type != F_UNLCK;
}

static inline int evo_shm_owner_lock_is_held_(int fd) {
  struct flock found;
  return evo_shm_find_lock_(fd, F_RDLCK, EVO_SHM_LOCK_OWNER_OFFSET, 1, &found);
}

/* 1 when this name still leads to that inode. */
static inline int evo_shm_names_(int dir_fd, const char *file, dev_t dev, ino_t ino) {
  struct stat now;
  return fstatat(dir_fd, file, &now, AT_SYMLINK_NOFOLLOW) == 0 && now.st_dev == dev
         && now.st_ino == ino;
}

/* A mapping keeps the file description it was made from: never map through the lock's own. */
static inline uint8_t *evo_shm_map_(int fd, size_t length, int writable) {
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  int fresh = open(path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (fresh < 0) {
    return NULL;
  }
  void *base =
      mmap(NULL, length, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, fresh, 0);
  int saved = errno;
  close(fresh);
  errno = saved;
  return base == MAP_FAILED ? NULL : (uint8_t *)base;
}

static inline int evo_shm_open_dir_(const char *dir, int *dir_fd) {
  *dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (*dir_fd < 0) {
    return evo_shm_from_errno_();
  }
  struct statfs fs;
  if (fstatfs(*dir_fd, &fs) == 0 && (fs.f_type == 0x01021994 || fs.f_type == 0x958458f6)) {
    return EVO_SHM_OK; /* tmpfs, hugetlbfs */
  }
  close(*dir_fd);
  return EVO_SHM_ERR_UNSUPPORTED;
}

/* ---------------------------------------------------------------- who a process is */

typedef struct evo_shm_owner_ {
  uint32_t pid;
  uint64_t start_time;
  uint64_t pid_namespace;
  uint8_t boot_id[16];
  uint64_t generation;
  uint64_t parked_until;
} evo_shm_owner_;

enum {
  EVO_SHM_PROCESS_DEAD_,
  EVO_SHM_PROCESS_NOT_SHOWN_,
  EVO_SHM_PROCESS_EXITING_,
  EVO_SHM_PROCESS_ALIVE_,
  EVO_SHM_PROCESS_UNSEEN_
};

/* Reads a small file of /proc as text. */
static inline int evo_shm_slurp_(const char *path, char *text, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? -1 : read(fd, text, size - 1);
  if (fd >= 0) {
    close(fd);
  }
  text[n > 0 ? n : 0] = 0;
  return n > 0;
}

/* Whether SIGKILL has been sent and not yet acted upon. */
static inline int evo_shm_kill_is_pending_(const char *pid) {
  static const char *const masks[] = {"\nSigPnd:", "\nShdPnd:"};
  char path[48], text[4096];
  snprintf(path, sizeof path, "/proc/%s/status", pid);
  evo_shm_slurp_(path, text, sizeof text);
  for (int i = 0; i < 2; i++) {
    const char *mask = strstr(text, masks[i]);
    if (mask != NULL && strtoull(mask + 8, NULL, 16) >> (9 - 1) & 1) {
      return 1;
    }
  }
  return 0;
}

/* State of a process of this namespace and its start time. */
static inline int evo_shm_process_(const char *pid, uint64_t *start_time) {
  char path[48], text[1024];
  snprintf(path, sizeof path, "/proc/%s/stat", pid);
  if (!evo_shm_slurp_(path, text, sizeof text)) {
    return errno == ENOENT || errno == ESRCH ? EVO_SHM_PROCESS_NOT_SHOWN_
                                             : EVO_SHM_PROCESS_UNSEEN_;
  }
  char *field = strrchr(text, ')'); /* ends field 2, which may hold anything */
  unsigned flags = 0;
  long threads = 0;
  unsigned long long start = 0;
  char state = 0;
  if (field == NULL
      || sscanf(field + 1,
                " %c %*d %*d %*d %*d %*d %u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %ld %*d %llu",
                &state, &flags, &threads, &start)
             != 4) {
    return EVO_SHM_PROCESS_UNSEEN_;
  }
  *start_time = start;
  /* A zombie has let go of everything; one with other threads is only their first thread's rest. */
  if (state == 'Z' && threads == 1) {
    return EVO_SHM_PROCESS_DEAD_;
  }
  const unsigned exiting = 4; /* PF_EXITING */
  int leaving =
      state == 'Z' || state == 'X' || (flags & exiting) != 0 || evo_shm_kill_is_pending_(pid);
  return leaving ? EVO_SHM_PROCESS_EXITING_ : EVO_SHM_PROCESS_ALIVE_;
}

static inline int evo_shm_self_(evo_shm_owner_ *self) {
  memset(self, 0, sizeof *self);
  self->pid = (uint32_t)getpid();
  char text[64];
  struct stat ns;
  evo_shm_process_("self", &self->start_time);
  if (self->start_time == 0 || stat("/proc/self/ns/pid", &ns) != 0
      || !evo_shm_slurp_("/proc/sys/kernel/random/boot_id", text, sizeof text)) {
    return EVO_SHM_ERR_UNSUPPORTED;
  }
  self->pid_namespace = ns.st_ino;
  int digits = 0;
  for (const char *c = text; *c && digits < 32; c++) {
    int value = *c >= '0' && *c <= '9' ? *c - '0' : *c >= 'a' && *c <= 'f' ? *c - 'a' + 10 : -1;
    if (value >= 0) {
      uint8_t *byte = &self->boot_id[digits++ / 2];
      *byte = (uint8_t)(*byte << 4 | value);
    }
  }
  return EVO_SHM_OK;
}

/* 0 in a PID namespace that still sees the /proc of another one. */
static inline int evo_shm_proc_is_ours_(void) {
  char pid[16];
  ssize_t n = readlink("/proc/self", pid, sizeof pid - 1);
  pid[n > 0 ? n : 0] = 0;
  return strtol(pid, NULL, 10) == (long)getpid();
}

/* Whether there is a process of this number, of whatever user; see kill(2). */
static inline int evo_shm_pid_is_in_use_(uint32_t pid) {
  return pid > 0 && pid <= INT32_MAX && (kill((pid_t)pid, 0) == 0 || errno != ESRCH);
}

/* What became of the process with this pid that started then; `mask`: the bits that are known. */
static inline int evo_shm_fate_of_(uint32_t pid, uint64_t start_time, uint64_t mask) {
  if (!evo_shm_proc_is_ours_()) {
    return EVO_SHM_PROCESS_UNSEEN_;
  }
  char text[16];
  uint64_t started = 0;
  snprintf(text, sizeof text, "%u", pid);
  int fate = evo_shm_process_(text, &started);
  /* Not shown is not dead: /proc may be mounted with hidepid. */
  if (fate == EVO_SHM_PROCESS_NOT_SHOWN_) {
    return evo_shm_pid_is_in_use_(pid) ? EVO_SHM_PROCESS_UNSEEN_ : EVO_SHM_PROCESS_DEAD_;
  }
  int known = fate == EVO_SHM_PROCESS_ALIVE_ || fate == EVO_SHM_PROCESS_EXITING_;
  return known && ((started ^ start_time) & mask) != 0 ? (int)EVO_SHM_PROCESS_DEAD_ : fate;
}

/* What became of the process that wrote this record. */
static inline int evo_shm_fate_(const evo_shm_owner_ *self, const evo_shm_owner_ *other) {
  if (memcmp(self->boot_id, other->boot_id, sizeof self->boot_id) != 0) {
    return EVO_SHM_PROCESS_DEAD_;
  }
  if (self->pid_namespace != other->pid_namespace) {
    return EVO_SHM_PROCESS_UNSEEN_;
  }
  return evo_shm_fate_of_(other->pid, other->start_time, UINT64_MAX);
}

/* ---------------------------------------------------------------- locks that tell their taker */

typedef struct evo_shm_range_ {
  int64_t start;
  int64_t length;
} evo_shm_range_;

static inline uint64_t evo_shm_low_(uint64_t value, int bits) {
  return value & ((UINT64_C(1) << bits) - 1);
}

static inline evo_shm_range_ evo_shm_owner_range_(const evo_shm_owner_ *self) {
  evo_shm_range_ range;
  int64_t before = (int64_t)(evo_shm_low_(self->start_time, EVO_SHM_LOCK_OWNER_TICKS_BITS)
                                 << EVO_SHM_LOCK_NAMESPACE_BITS
                             | evo_shm_low_(self->pid_namespace, EVO_SHM_LOCK_NAMESPACE_BITS));
  range.start = EVO_SHM_LOCK_OWNER_OFFSET - before;
  range.length = before + (int64_t)self->pid + 1;
  return range;
}

static inline evo_shm_range_ evo_shm_announcement_range_(const evo_shm_owner_ *self) {
  evo_shm_range_ range;
  uint64_t who = (uint64_t)self->pid << EVO_SHM_LOCK_NAMESPACE_BITS
                 | evo_shm_low_(self->pid_namespace, EVO_SHM_LOCK_NAMESPACE_BITS);
  range.start =
      EVO_SHM_LOCK_ANNOUNCEMENT_OFFSET + (int64_t)(who << EVO_SHM_LOCK_ANNOUNCEMENT_TICKS_BITS);
  range.length =
      1 + (int64_t)evo_shm_low_(self->start_time, EVO_SHM_LOCK_ANNOUNCEMENT_TICKS_BITS);
  return range;
}

/* What became of the taker of a lock: that of an owner, or an announcement. */
static inline int evo_shm_taker_fate_(const evo_shm_owner_ *self, const struct flock *lock) {
  int announced = lock->l_start < EVO_SHM_LOCK_ANNOUNCEMENT_OFFSET * 2;
  int bits = announced ? EVO_SHM_LOCK_ANNOUNCEMENT_TICKS_BITS : EVO_SHM_LOCK_OWNER_TICKS_BITS;
  uint64_t pid, start_time, who;
  if (announced) {
    who = (uint64_t)(lock->l_start - EVO_SHM_LOCK_ANNOUNCEMENT_OFFSET)
          >> EVO_SHM_LOCK_ANNOUNCEMENT_TICKS_BITS;
    pid = who >> EVO_SHM_LOCK_NAMESPACE_BITS;
    start_time = (uint64_t)lock->l_len - 1;
  } else {
    who = (uint64_t)(EVO_SHM_LOCK_OWNER_OFFSET - lock->l_start);
    pid = (uint64_t)(lock->l_start + lock->l_len - 1 - EVO_SHM_LOCK_OWNER_OFFSET);
    start_time = who >> EVO_SHM_LOCK_NAMESPACE_BITS;
  }
  if (lock->l_len <= 0 || pid == 0 || pid >> EVO_SHM_LOCK_PID_BITS != 0 || start_time >> bits != 0
      || evo_shm_low_(who ^ self->pid_namespace, EVO_SHM_LOCK_NAMESPACE_BITS) != 0) {
    return EVO_SHM_PROCESS_UNSEEN_;
  }
  if (pid == self->pid && evo_shm_low_(start_time ^ self->start_time, bits) == 0) {
    return EVO_SHM_PROCESS_ALIVE_;
  }
  return evo_shm_fate_of_((uint32_t)pid, start_time, (UINT64_C(1) << bits) - 1);
}

/* What came of taking an owner lock. */
enum {
  EVO_SHM_TAKEN_,
  EVO_SHM_TAKE_LIVE_,      /* somebody holds it */
  EVO_SHM_TAKE_EXITING_,   /* its taker will let go of it in a moment */
  EVO_SHM_TAKE_INHERITED_, /* its taker is gone; we have announced that we go on */
  EVO_SHM_TAKE_STEP_BACK_, /* somebody else is at work: nothing was taken */
  EVO_SHM_TAKE_FREE_
};

/* Whether a living process has announced itself in this range. */
static inline int evo_shm_others_announced_(int fd, const evo_shm_owner_ *self, int64_t from,
                                            int64_t to) {
  struct flock found;
  while (from < to && evo_shm_find_lock_(fd, F_RDLCK, from, to - from, &found)) {
    if (evo_shm_taker_fate_(self, &found) != EVO_SHM_PROCESS_DEAD_
        || evo_shm_others_announced_(fd, self, from, found.l_start)) {
      return 1;
    }
    from = found.l_start + found.l_len;
  }
  return 0;
}

static inline int evo_shm_is_announced_(int fd, const evo_shm_owner_ *self) {
  return evo_shm_others_announced_(
      fd, self, EVO_SHM_LOCK_ANNOUNCEMENT_OFFSET,
      EVO_SHM_LOCK_ANNOUNCEMENT_OFFSET + EVO_SHM_LOCK_ANNOUNCEMENT_LENGTH);
}

/* Who holds what we could not take; locks of readers count as inherited. */
static inline int evo_shm_holder_(int fd, const evo_shm_owner_ *self) {
  struct flock found;
  if (!evo_shm_find_lock_(fd, F_RDLCK, EVO_SHM_LOCK_OWNER_OFFSET, 1, &found)) {
    evo_shm_range_ own = evo_shm_owner_range_(self);
    return evo_shm_find_lock_(fd, F_WRLCK, own.start, own.length, &found)
               ? EVO_SHM_TAKE_INHERITED_
               : EVO_SHM_TAKE_FREE_;
  }
  switch (evo_shm_taker_fate_(self, &found)) {
    case EVO_SHM_PROCESS_DEAD_: return EVO_SHM_TAKE_INHERITED_;
    case EVO_SHM_PROCESS_EXITING_: return EVO_SHM_TAKE_EXITING_;
    default: return EVO_SHM_TAKE_LIVE_;
  }
}

/* A lock of a reader in its place does not stop us: a group must not be able to block a name. */
static inline int evo_shm_announce_(int fd, const evo_shm_owner_ *self) {
  struct flock found;
  evo_shm_range_ range = evo_shm_announcement_range_(self);
  return evo_shm_set_lock_(fd, F_WRLCK, range.start, range.length)
         || !evo_shm_find_lock_(fd, F_RDLCK, range.start, range.length, &found);
}

/*
 * Whoever announces looks at the owner lock afterwards, and whoever takes that looks for
 * announcements: of two at least one sees the other, and steps back.
 */
static inline int evo_shm_take_(int fd, const evo_shm_owner_ *self) {
  evo_shm_range_ own = evo_shm_owner_range_(self);
  int good;
  if (evo_shm_set_lock_(fd, F_WRLCK, own.start, own.length)) {
    good = !evo_shm_is_announced_(fd, self);
    if (good) {
      return EVO_SHM_TAKEN_;
    }
  } else {
    int holder = evo_shm_holder_(fd, self);
    if (holder == EVO_SHM_TAKE_LIVE_ || holder == EVO_SHM_TAKE_EXITING_) {
      return holder;
    }
    good = holder == EVO_SHM_TAKE_INHERITED_ && !evo_shm_is_announced_(fd, self)
           && evo_shm_announce_(fd, self) && evo_shm_holder_(fd, self) == EVO_SHM_TAKE_INHERITED_
           && !evo_shm_is_announced_(fd, self);
    if (good) {
      return EVO_SHM_TAKE_INHERITED_;
    }
  }
  evo_shm_unlock_(fd);
  return EVO_SHM_TAKE_STEP_BACK_;
}

/* ---------------------------------------------------------------- maintenance lock */

typedef struct evo_shm_guard_ {
  int fd;
  char file[80];
} evo_shm_guard_;

/* Whether the lock file still carries its name: check before every destructive step. */
static inline int evo_shm_guard_holds_(int dir_fd, const evo_shm_guard_ *g) {
  struct stat mine;
  return fstat(g->fd, &mine) == 0 && evo_shm_names_(dir_fd, g->file, mine.st_dev, mine.st_ino);
}

static inline int evo_shm_guard_try_(int dir_fd, evo_shm_guard_ *g, const evo_shm_owner_ *self) {
  struct stat file;
  g->fd = openat(dir_fd, g->file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (g->fd < 0) {
    return evo_shm_from_errno_();
  }
  int result = EVO_SHM_ERR_SEGMENT_BUSY;
  if (fstat(g->fd, &file) != 0 || !S_ISREG(file.st_mode) || file.st_uid != geteuid()
      || file.st_nlink > 1) {
    result = EVO_SHM_ERR_ALREADY_EXISTS; /* somebody's file, and we would remove its name */
  } else if (evo_shm_guard_holds_(dir_fd, g)) {
    int outcome = evo_shm_take_(g->fd, self);
    if ((outcome == EVO_SHM_TAKEN_ || outcome == EVO_SHM_TAKE_INHERITED_)
        && evo_shm_guard_holds_(dir_fd, g)) {
      return EVO_SHM_OK;
    }
  }
  close(g->fd);
  return result;
}

static inline int evo_shm_guard_enter_(int dir_fd, const char *name, const evo_shm_owner_ *self,
                                       uint64_t deadline, evo_shm_guard_ *g) {
  snprintf(g->file, sizeof g->file, ".evo-%s.lock", name);
  for (;;) {
    int result = evo_shm_guard_try_(dir_fd, g, self);
    if (result != EVO_SHM_ERR_SEGMENT_BUSY || evo_shm_now() >= deadline) {
      return result;
    }
    evo_shm_wait_();
  }
}

static inline void evo_shm_guard_leave_(int dir_fd, evo_shm_guard_ *g) {
  if (evo_shm_guard_holds_(dir_fd, g)) {
    unlinkat(dir_fd, g->file, 0);
  }
  evo_shm_unlock_(g->fd);
  close(g->fd);
}

/* ---------------------------------------------------------------- looking into a file */

typedef struct evo_shm_found_ {
  char file[160];
  int fd; /* the finder's to close */
  int layout;
  struct stat status;
  int held; /* owner lock, by others */
  int lock; /* what came of taking it, for a claimant */
  uint32_t state;
  uint64_t version; /* of the newest committed value */
  uint64_t blob_offset;
  uint32_t blob_length;
  int owner_known;
  evo_shm_owner_ owner;
  union {
    uint64_t words[64];
    uint8_t bytes[512];
  } header;
} evo_shm_found_;

static inline uint64_t evo_shm_u64_(const evo_shm_found_ *f, int offset) {
  uint64_t value;
  memcpy(&value, f->header.bytes + offset, 8);
  return value;
}

static inline uint32_t evo_shm_u32_(const evo_shm_found_ *f, int offset) {
  uint32_t value;
  memcpy(&value, f->header.bytes + offset, 4);
  return value;
}

/* The stride that the format prescribes. */
static inline uint64_t evo_shm_stride(uint64_t header_length, uint64_t capacity, uint32_t slots) {
  uint64_t slot = EVO_SHM_SLOT_PAYLOAD_OFFSET + capacity;
  uint64_t stride =
      (slot + EVO_SHM_STRIDE_ALIGNMENT - 1) / EVO_SHM_STRIDE_ALIGNMENT * EVO_SHM_STRIDE_ALIGNMENT;
  if (header_length + slots * stride <= EVO_SHM_MAX_SHARED_MAPPING) {
    return stride;
  }
  return (slot + EVO_SHM_PAGE - 1) / EVO_SHM_PAGE * EVO_SHM_PAGE;
}

static inline int evo_shm_geometry_is_sound_(uint64_t size, uint64_t capacity, uint64_t slots) {
  return size >= EVO_SHM_MIN_SIZE && size <= EVO_SHM_MAX_SIZE && size % EVO_SHM_PAGE == 0
         && capacity >= 1 && capacity <= size && slots >= 1 && slots <= EVO_SHM_MAX_SLOTS
         && (slots & (slots - 1)) == 0;
}

static inline uint64_t evo_shm_committed_(uint64_t version_word) {
  return version_word & ~(EVO_SHM_SLOTTED_RETIRED_VERSION_BIT | 1);
}

/* Continues the CRC over the blob; 0 when it differs from `same`, which may be NULL. */
static inline int evo_shm_check_blob_(const evo_shm_found_ *f, uint32_t *crc, const char *same) {
  uint8_t part[1024];
  for (uint32_t at = 0; at < f->blob_length;) {
    uint32_t left = f->blob_length - at;
    ssize_t n =
        pread(f->fd, part, left < sizeof part ? left : sizeof part, (off_t)(f->blob_offset + at));
    if (n <= 0 || (same != NULL && memcmp(part, same + at, (size_t)n) != 0)) {
      return 0;
    }
    *crc = evo_shm_crc32c(*crc, part, (size_t)n);
    at += (uint32_t)n;
  }
  return 1;
}

static inline int evo_shm_state_is_sound_(uint32_t state) {
  return state == EVO_SHM_STATE_ACTIVE || state == EVO_SHM_STATE_PARKED
         || state == EVO_SHM_STATE_RETIRED;
}

static inline int evo_shm_commit_time_is_sound_(uint32_t flags) {
  return (flags & EVO_SHM_FLAG_COMMIT_TIME_MASK) <= EVO_SHM_FLAG_COMMIT_TIME_WRITE;
}

/* The name of `length` bytes at `offset`, terminated; 0 when it is no name. */
static inline int evo_shm_header_name_(const evo_shm_found_ *f, int offset, uint32_t length,
                                       int underscore_allowed, char name[EVO_SHM_MAX_NAME + 1]) {
  if (length > EVO_SHM_MAX_NAME) {
    return 0;
  }
  memcpy(name, f->header.bytes + offset, length);
  name[length] = 0;
  return strlen(name) == length && evo_shm_name_is_valid(name, underscore_allowed);
}

static inline int evo_shm_inspect_slotted_(evo_shm_found_ *f, const char *name) {
  uint64_t capacity = evo_shm_u64_(f, EVO_SHM_SLOTTED_CAPACITY_OFFSET);
  uint64_t stride = evo_shm_u64_(f, EVO_SHM_SLOTTED_STRIDE_OFFSET);
  uint32_t slots = evo_shm_u32_(f, EVO_SHM_SLOTTED_SLOTS_OFFSET);
  uint32_t header_length = evo_shm_u32_(f, EVO_SHM_SLOTTED_HEADER_LENGTH_OFFSET);
  uint32_t name_length = evo_shm_u32_(f, EVO_SHM_SLOTTED_NAME_LENGTH_OFFSET);
  uint32_t module_length = evo_shm_u32_(f, EVO_SHM_SLOTTED_MODULE_LENGTH_OFFSET);
  uint32_t major = evo_shm_u32_(f, EVO_SHM_SLOTTED_MAJOR_OFFSET) & 0xffff;
  f->blob_offset = evo_shm_u32_(f, EVO_SHM_SLOTTED_BLOB_OFFSET_OFFSET);
  f->blob_length = evo_shm_u32_(f, EVO_SHM_SLOTTED_BLOB_LENGTH_OFFSET);
  if (major != EVO_SHM_SLOTTED_MAJOR) {
    return EVO_SHM_ERR_UNSUPPORTED;
  }
  if (!evo_shm_geometry_is_sound_(evo_shm_u64_(f, EVO_SHM_SLOTTED_SIZE_OFFSET), capacity, slots)
      || header_length % EVO_SHM_PAGE != 0 || header_length < EVO_SHM_PAGE
      || header_length > EVO_SHM_MAX_HEADER_LENGTH || f->blob_offset != EVO_SHM_SLOTTED_FIXED_LENGTH
      || f->blob_length > header_length - EVO_SHM_SLOTTED_FIXED_LENGTH
      || !evo_shm_commit_time_is_sound_(evo_shm_u32_(f, EVO_SHM_SLOTTED_FLAGS_OFFSET))
      || stride != evo_shm_stride(header_length, capacity, slots)
      || (uint64_t)f->status.st_size < header_length + slots * stride) {
    return EVO_SHM_ERR_CORRUPT;
  }
  char own_name[EVO_SHM_MAX_NAME + 1], module[EVO_SHM_MAX_NAME + 1];
  uint32_t crc = evo_shm_crc32c(0, f->header.bytes, EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET);
  if (!evo_shm_check_blob_(f, &crc, NULL)
      || crc != evo_shm_u32_(f, EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET)
      || !evo_shm_header_name_(f, EVO_SHM_SLOTTED_NAME_OFFSET, name_length, 1, own_name)
      || !evo_shm_header_name_(f, EVO_SHM_SLOTTED_MODULE_OFFSET, module_length, 0, module)) {
    return EVO_SHM_ERR_CORRUPT;
  }
  f->state = evo_shm_u32_(f, EVO_SHM_SLOTTED_STATE_OFFSET);
  f->version = evo_shm_committed_(evo_shm_u64_(f, EVO_SHM_SLOTTED_VERSION_OFFSET));
  const uint8_t *owner = f->header.bytes + EVO_SHM_SLOTTED_OWNER_OFFSET;
  f->owner_known =
      evo_shm_u32_(f, EVO_SHM_SLOTTED_OWNER_CHECKSUM_OFFSET)
      == evo_shm_crc32c(0, owner,
                        EVO_SHM_SLOTTED_OWNER_CHECKSUM_OFFSET - EVO_SHM_SLOTTED_OWNER_OFFSET);
  memcpy(f->owner.boot_id, owner, sizeof f->owner.boot_id);
  f->owner.pid_namespace = evo_shm_u64_(f, EVO_SHM_SLOTTED_PID_NAMESPACE_OFFSET);
  f->owner.pid = evo_shm_u32_(f, EVO_SHM_SLOTTED_PID_OFFSET);
  f->owner.start_time = evo_shm_u64_(f, EVO_SHM_SLOTTED_START_TIME_OFFSET);
  f->owner.generation = evo_shm_u64_(f, EVO_SHM_SLOTTED_GENERATION_OFFSET);
  f->owner.parked_until = evo_shm_u64_(f, EVO_SHM_SLOTTED_PARKED_UNTIL_OFFSET);
  if (strcmp(own_name, name) != 0) {
    return EVO_SHM_ERR_NOT_FOUND;
  }
  return evo_shm_state_is_sound_(f->state) ? EVO_SHM_OK : EVO_SHM_ERR_CORRUPT;
}

enum {
  EVO_SHM_CLASSIC_OWNED_LENGTH_ =
      EVO_SHM_CLASSIC_OWNER_CHECKSUM_OFFSET - EVO_SHM_CLASSIC_GENERATION_OFFSET
};

static inline int evo_shm_inspect_classic_(evo_shm_found_ *f, const char *name) {
  uint64_t size = evo_shm_u64_(f, EVO_SHM_CLASSIC_SIZE_OFFSET);
  size_t length = strlen(name);
  int same = strncmp(f->file + 4, name, length) == 0 && f->file[4 + length] == '_'
             && strspn(f->file + 5 + length, "0123456789") == strlen(f->file + 5 + length);
  if (!same) {
    return EVO_SHM_ERR_NOT_FOUND; /* the classic header has no name */
  }
  int extended =
      evo_shm_u32_(f, EVO_SHM_CLASSIC_EXTENSION_MAGIC_OFFSET) == EVO_SHM_CLASSIC_EXTENSION_MAGIC;
  uint64_t capacity = extended ? evo_shm_u32_(f, EVO_SHM_CLASSIC_CAPACITY_OFFSET) : size;
  uint32_t blob = evo_shm_u32_(f, EVO_SHM_CLASSIC_BLOB_LENGTH_OFFSET);
  f->blob_offset = EVO_SHM_CLASSIC_DATA_OFFSET + size;
  f->blob_length = extended ? blob & EVO_SHM_CLASSIC_BLOB_LENGTH_MASK : 0;
  if (!evo_shm_geometry_is_sound_(size, capacity, 1) || f->blob_length > EVO_SHM_MAX_HEADER_LENGTH
      || (uint64_t)f->status.st_size < f->blob_offset + f->blob_length) {
    return EVO_SHM_ERR_CORRUPT;
  }
  f->version = evo_shm_committed_(evo_shm_u64_(f, EVO_SHM_CLASSIC_VERSION_OFFSET));
  if (!extended) {
    return EVO_SHM_OK;
  }
  const uint8_t *record = f->header.bytes + EVO_SHM_CLASSIC_GENERATION_OFFSET;
  f->state = evo_shm_u32_(f, EVO_SHM_CLASSIC_STATE_OFFSET);
  f->owner_known = evo_shm_u32_(f, EVO_SHM_CLASSIC_OWNER_CHECKSUM_OFFSET)
                   == evo_shm_crc32c(0, record, EVO_SHM_CLASSIC_OWNED_LENGTH_);
  f->owner.pid = evo_shm_u32_(f, EVO_SHM_CLASSIC_PID_OFFSET);
  f->owner.generation = evo_shm_u64_(f, EVO_SHM_CLASSIC_GENERATION_OFFSET);
  f->owner.start_time = evo_shm_u64_(f, EVO_SHM_CLASSIC_START_TIME_OFFSET);
  memcpy(f->owner.boot_id, f->header.bytes + EVO_SHM_CLASSIC_BOOT_ID_OFFSET, 16);
  f->owner.parked_until = evo_shm_u64_(f, EVO_SHM_CLASSIC_PARKED_UNTIL_OFFSET);
  f->owner.pid_namespace = evo_shm_u32_(f, EVO_SHM_CLASSIC_PID_NAMESPACE_OFFSET);
  int sound = evo_shm_state_is_sound_(f->state)
              && evo_shm_commit_time_is_sound_(f->header.bytes[EVO_SHM_CLASSIC_FLAGS_OFFSET]);
  return sound ? EVO_SHM_OK : EVO_SHM_ERR_CORRUPT;
}

/* What the open file f->fd is. */
static inline int evo_shm_examine_(evo_shm_found_ *f, const char *name) {
  int result = EVO_SHM_ERR_CORRUPT;
  if (fstat(f->fd, &f->status) == 0 && S_ISREG(f->status.st_mode)
      && pread(f->fd, f->header.bytes, sizeof f->header.bytes, 0) >= EVO_SHM_CLASSIC_DATA_OFFSET) {
    uint64_t magic = f->header.words[0];
    if (magic == EVO_SHM_SLOTTED_MAGIC) {
      f->layout = EVO_SHM_LAYOUT_SLOTTED;
      result = evo_shm_inspect_slotted_(f, name);
    } else if (magic == EVO_SHM_CLASSIC_MAGIC) {
      f->layout = EVO_SHM_LAYOUT_CLASSIC;
      result = evo_shm_inspect_classic_(f, name);
    }
  }
  return result;
}

/*
 * OK: a segment of this name, f->fd open, for writing if that is wanted and allowed. Otherwise
 * nothing stays open.
 */
static inline int evo_shm_inspect_(int dir_fd, const char *file, const char *name, int writable,
                                   evo_shm_found_ *f) {
  const int how = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  memset(f, 0, sizeof *f);
  snprintf(f->file, sizeof f->file, "%s", file);
  f->fd = writable ? openat(dir_fd, file, O_RDWR | how) : -1;
  if (f->fd < 0 && (!writable || errno == EACCES)) {
    f->fd = openat(dir_fd, file, O_RDONLY | how);
  }
  if (f->fd < 0) {
    return errno == ELOOP || errno == EISDIR ? EVO_SHM_ERR_CORRUPT : evo_shm_from_errno_();
  }
  int result = evo_shm_examine_(f, name);
  f->held = evo_shm_owner_lock_is_held_(f->fd);
  if (result != EVO_SHM_OK) {
    close(f->fd);
  }
  return result;
}

/* The next file that may be a segment of this name, or NULL. */
static inline const char *evo_shm_next_file_(DIR *list, const char *name) {
  for (struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
    if (strlen(entry->d_name) < 160 && evo_shm_file_may_be_(entry->d_name, name)) {
      return entry->d_name;
    }
  }
  return NULL;
}

static inline DIR *evo_shm_list_(int dir_fd) {
  int fd = openat(dir_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *list = fd < 0 ? NULL : fdopendir(fd);
  if (fd >= 0 && list == NULL) {
    close(fd);
  }
  return list;
}

/* ---------------------------------------------------------------- handles */

static inline void evo_shm_bind_(evo_shm *s, const evo_shm_found_ *f) {
  s->layout = f->layout;
  s->generation = f->owner.generation;
  s->dev = f->status.st_dev;
  s->ino = f->status.st_ino;
  snprintf(s->file, sizeof s->file, "%s", f->file);
  s->blob_offset = f->blob_offset;
  s->blob_length = f->blob_length;
  if (f->layout == EVO_SHM_LAYOUT_CLASSIC) {
    int extended = f->state != EVO_SHM_STATE_NONE;
    s->capacity = extended ? evo_shm_u32_(f, EVO_SHM_CLASSIC_CAPACITY_OFFSET)
                           : evo_shm_u64_(f, EVO_SHM_CLASSIC_SIZE_OFFSET);
    s->slots = 1;
    s->flags = extended ? f->header.bytes[EVO_SHM_CLASSIC_FLAGS_OFFSET] : 0;
    s->mapped = f->blob_offset + f->blob_length;
    return;
  }
  s->capacity = evo_shm_u64_(f, EVO_SHM_SLOTTED_CAPACITY_OFFSET);
  s->stride = evo_shm_u64_(f, EVO_SHM_SLOTTED_STRIDE_OFFSET);
  s->slots = evo_shm_u32_(f, EVO_SHM_SLOTTED_SLOTS_OFFSET);
  s->flags = evo_shm_u32_(f, EVO_SHM_SLOTTED_FLAGS_OFFSET);
  s->mapped = evo_shm_u32_(f, EVO_SHM_SLOTTED_HEADER_LENGTH_OFFSET) + s->slots * s->stride;
}

static inline evo_shm_atomic64 *evo_shm_version_word_(uint8_t *base, int layout) {
  int classic = layout == EVO_SHM_LAYOUT_CLASSIC;
  int at = classic ? (int)EVO_SHM_CLASSIC_VERSION_OFFSET : (int)EVO_SHM_SLOTTED_VERSION_OFFSET;
  return (evo_shm_atomic64 *)(void *)(base + at);
}

static inline evo_shm_atomic32 *evo_shm_state_word_(uint8_t *base, int layout) {
  int classic = layout == EVO_SHM_LAYOUT_CLASSIC;
  int at = classic ? (int)EVO_SHM_CLASSIC_STATE_OFFSET : (int)EVO_SHM_SLOTTED_STATE_OFFSET;
  return (evo_shm_atomic32 *)(void *)(base + at);
}

/* No more values: reads under way find the version out of their window, the next ones RETIRED. */
static inline void evo_shm_retire_(uint8_t *base, int layout) {
  evo_shm_atomic64 *version = evo_shm_version_word_(base, layout);
  uint64_t v = evo_shm_load_relaxed64_(version);
  evo_shm_store_release32_(evo_shm_state_word_(base, layout), EVO_SHM_STATE_RETIRED);
  evo_shm_store_release64_(version, layout == EVO_SHM_LAYOUT_CLASSIC
                                        ? (v | 1) + 2
                                        : v | EVO_SHM_SLOTTED_RETIRED_VERSION_BIT);
  evo_shm_fence_full_();
}

/* Maps what s describes, through f->fd or a writer's descriptor. */
static inline int evo_shm_attach_(evo_shm *s, int fd, uint64_t first_slot) {
  s->base = evo_shm_map_(fd, s->mapped, s->writer);
  if (s->base == NULL) {
    return evo_shm_from_errno_();
  }
  s->version = evo_shm_version_word_(s->base, s->layout);
  s->state = evo_shm_state_word_(s->base, s->layout);
  s->first_slot = s->base + first_slot;
  const uint8_t *blob = s->base + s->blob_offset;
  s->fingerprint = s->blob_length == 0 ? 0 : evo_shm_fingerprint(blob, s->blob_length);
  return EVO_SHM_OK;
}

static inline uint32_t evo_shm_state_(const evo_shm *s) {
  return evo_shm_load_relaxed32_(s->state);
}

/* The file to read: its owner lock is held, else the highest generation, else the newest. */
static inline int evo_shm_better_(const evo_shm_found_ *a, const evo_shm_found_ *b) {
  if (a->held != b->held) {
    return a->held;
  }
  if (a->owner.generation != b->owner.generation) {
    return a->owner.generation > b->owner.generation;
  }
  struct timespec at = a->status.st_mtim, bt = b->status.st_mtim;
  return at.tv_sec != bt.tv_sec ? at.tv_sec > bt.tv_sec : at.tv_nsec > bt.tv_nsec;
}

static inline int evo_shm_choose_(int dir_fd, const char *name, uid_t trusted,
                                  evo_shm_found_ *best) {
  DIR *list = evo_shm_list_(dir_fd);
  if (list == NULL) {
    return evo_shm_from_errno_();
  }
  int result = EVO_SHM_ERR_NOT_FOUND;
  evo_shm_found_ found;
  for (const char *file; (file = evo_shm_next_file_(list, name)) != NULL;) {
    int seen = evo_shm_inspect_(dir_fd, file, name, 0, &found);
    uid_t owner = found.status.st_uid;
    if (seen == EVO_SHM_OK && owner != 0 && owner != geteuid() && owner != trusted) {
      seen = EVO_SHM_ERR_PERMISSION_DENIED;
      close(found.fd);
    } else if (seen == EVO_SHM_OK && found.state == EVO_SHM_STATE_RETIRED) {
      seen = EVO_SHM_ERR_NOT_FOUND;
      close(found.fd);
    }
    if (seen != EVO_SHM_OK) {
      result = result == EVO_SHM_ERR_NOT_FOUND ? seen : result;
    } else if (result == EVO_SHM_OK && !evo_shm_better_(&found, best)) {
      close(found.fd);
    } else {
      if (result == EVO_SHM_OK) {
        close(best->fd);
      }
      *best = found;
      result = EVO_SHM_OK;
    }
  }
  closedir(list);
  return result;
}

static inline int evo_shm_reader_lock_(evo_shm *s) {
  uint64_t random;
  const int64_t first = (EVO_SHM_LOCK_READER_OFFSET - EVO_SHM_LOCK_OWNER_OFFSET)
                        / EVO_SHM_LOCK_READER_STEP;
  if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random) {
    return EVO_SHM_ERR_IO;
  }
  int64_t base = first + (int64_t)(random % (uint64_t)(EVO_SHM_LOCK_READER_BASES - first));
  int64_t start = EVO_SHM_LOCK_OWNER_OFFSET + base * EVO_SHM_LOCK_READER_STEP;
  return evo_shm_set_lock_(s->fd, F_RDLCK, start, 1) ? EVO_SHM_OK : evo_shm_from_errno_();
}

static inline uint64_t evo_shm_first_slot_(const evo_shm *s) {
  return s->layout == EVO_SHM_LAYOUT_CLASSIC ? (uint64_t)EVO_SHM_CLASSIC_DATA_OFFSET
                                             : s->mapped - s->slots * s->stride;
}

/* An empty handle of this name. */
static inline void evo_shm_init_(evo_shm *s, const char *name, int dir_fd, int writer) {
  memset(s, 0, sizeof *s);
  snprintf(s->name, sizeof s->name, "%s", name);
  s->dir_fd = dir_fd;
  s->fd = -1;
  s->writer = writer;
  s->pid = getpid();
}

/*
 * Gives the file up, but not the directory; what is in the file stays. After a fork the child
 * shares the parent's file descriptions: it closes its descriptors and must not unlock.
 */
static inline void evo_shm_release_(evo_shm *s) {
  int mine = s->pid == getpid();
  if (s->base != NULL && (mine || !s->writer)) {
    munmap(s->base, s->mapped);
  }
  if (s->fd >= 0) {
    if (mine) {
      evo_shm_unlock_(s->fd);
    }
    close(s->fd);
  }
  char name[65];
  memcpy(name, s->name, sizeof name);
  evo_shm_init_(s, name, s->dir_fd, s->writer);
}

static inline void evo_shm_free_(evo_shm *s) {
  evo_shm_release_(s);
  close(s->dir_fd);
  s->dir_fd = -1;
}

static inline int evo_shm_open_reader_once_(evo_shm *s, uid_t trusted) {
  evo_shm_found_ found;
  int result = evo_shm_choose_(s->dir_fd, s->name, trusted, &found);
  if (result != EVO_SHM_OK) {
    return result;
  }
  s->fd = found.fd;
  evo_shm_bind_(s, &found);
  result = evo_shm_attach_(s, s->fd, evo_shm_first_slot_(s));
  if (result == EVO_SHM_OK) {
    result = evo_shm_reader_lock_(s);
  }
  if (result == EVO_SHM_OK
      && (evo_shm_state_(s) == EVO_SHM_STATE_RETIRED
          || !evo_shm_names_(s->dir_fd, s->file, s->dev, s->ino))) {
    result = EVO_SHM_AGAIN_;
  }
  return result;
}

static inline int evo_shm_open_reader(const char *dir, const char *name, uid_t trusted,
                                      evo_shm *s) {
  int dir_fd;
  if (!evo_shm_name_is_valid(name, 1)) {
    return EVO_SHM_ERR_INVALID_NAME;
  }
  int result = evo_shm_open_dir_(dir, &dir_fd);
  if (result != EVO_SHM_OK) {
    return result;
  }
  evo_shm_init_(s, name, dir_fd, 0);
  const int attempts = 64; /* each is lost to a generation published meanwhile */
  result = EVO_SHM_AGAIN_;
  for (int i = 0; i < attempts && result == EVO_SHM_AGAIN_; i++) {
    result = evo_shm_open_reader_once_(s, trusted);
    if (result != EVO_SHM_OK) {
      evo_shm_release_(s);
    }
  }
  if (result != EVO_SHM_OK) {
    evo_shm_free_(s);
  }
  return result == EVO_SHM_AGAIN_ ? (int)EVO_SHM_ERR_NOT_FOUND : result;
}

static inline int evo_shm_writer_is_alive(const evo_shm *s) {
  return evo_shm_state_(s) == EVO_SHM_STATE_ACTIVE
         && (s->writer || evo_shm_owner_lock_is_held_(s->fd));
}

static inline int evo_shm_is_current(const evo_shm *s) {
  return evo_shm_state_(s) != EVO_SHM_STATE_RETIRED
         && evo_shm_names_(s->dir_fd, s->file, s->dev, s->ino);
}

static inline uint64_t evo_shm_version(const evo_shm *s) {
  return evo_shm_committed_(evo_shm_load_acquire64_(s->version));
}

/* ---------------------------------------------------------------- read */

static inline int evo_shm_validate_(const evo_shm *s, uint64_t k) {
  evo_shm_fence_acquire_();
  uint64_t v2 = evo_shm_load_relaxed64_(s->version);
  return v2 - 2 * k < 2 * (uint64_t)s->slots - 1 ? EVO_SHM_OK : EVO_SHM_ERR_VERSION_CONFLICT;
}

static inline int evo_shm_read_slot_(const evo_shm *s, uint64_t k, void *dst, size_t room,
                                     evo_shm_value *value) {
  const uint8_t *slot = s->first_slot + (k & (s->slots - 1)) * s->stride;
  const evo_shm_slot_header *header = (const evo_shm_slot_header *)(const void *)slot;
  uint64_t version = evo_shm_load_relaxed64_(&header->version);
  size_t length = evo_shm_load_relaxed32_(&header->length);
  uint32_t crc = evo_shm_load_relaxed32_(&header->crc);
  value->commit_time = evo_shm_load_relaxed64_(&header->commit_time);
  size_t copied = length < s->capacity ? length : s->capacity;
  memcpy(dst, slot + EVO_SHM_SLOT_PAYLOAD_OFFSET, copied < room ? copied : room);
  int result = evo_shm_validate_(s, k);
  if (result != EVO_SHM_OK) {
    return result;
  }
  if (k == 0 || version != 2 * k) {
    return EVO_SHM_ERR_NO_VALUE_YET;
  }
  value->version = version;
  value->length = length;
  if (length > s->capacity) {
    return EVO_SHM_ERR_CORRUPT;
  }
  if (length > room) {
    return EVO_SHM_ERR_INVALID_RANGE;
  }
  if (s->flags & EVO_SHM_FLAG_CHECKSUMMED
      && evo_shm_checksum_(version, value->commit_time, dst, length) != crc) {
    return EVO_SHM_ERR_CORRUPT;
  }
  return EVO_SHM_OK;
}

static inline int evo_shm_read_classic_(const evo_shm *s, uint64_t k, void *dst, size_t room,
                                        evo_shm_value *value) {
  const evo_shm_classic_header *header = (const evo_shm_classic_header *)(const void *)s->base;
  value->commit_time = evo_shm_load_relaxed64_(&header->commit_time);
  memcpy(dst, s->first_slot, s->capacity < room ? s->capacity : room);
  int result = evo_shm_validate_(s, k);
  if (result != EVO_SHM_OK) {
    return result;
  }
  value->version = 2 * k;
  value->length = s->capacity;
  return k == 0               ? EVO_SHM_ERR_NO_VALUE_YET
         : s->capacity > room ? EVO_SHM_ERR_INVALID_RANGE
                              : EVO_SHM_OK;
}

static inline int evo_shm_read_once_(const evo_shm *s, void *dst, size_t room,
                                     evo_shm_value *value) {
  uint64_t v1 = evo_shm_load_acquire64_(s->version);
  if (v1 & EVO_SHM_SLOTTED_RETIRED_VERSION_BIT) {
    return EVO_SHM_ERR_RETIRED;
  }
  if (s->slots == 1 && v1 & 1) { /* for good if it is a retired classic segment */
    return evo_shm_state_(s) == EVO_SHM_STATE_RETIRED ? EVO_SHM_ERR_RETIRED
                                                      : EVO_SHM_ERR_VERSION_CONFLICT;
  }
  return s->layout == EVO_SHM_LAYOUT_CLASSIC ? evo_shm_read_classic_(s, v1 >> 1, dst, room, value)
                                             : evo_shm_read_slot_(s, v1 >> 1, dst, room, value);
}

static inline int evo_shm_read(evo_shm *s, void *dst, size_t room, evo_shm_value *value) {
  int result = evo_shm_read_once_(s, dst, room, value);
  if (result != EVO_SHM_ERR_VERSION_CONFLICT) {
    return result;
  }
  uint64_t since = evo_shm_now();
  for (int attempt = 2; attempt <= EVO_SHM_READ_MAX_ATTEMPTS; attempt++) {
    s->retries++;
    result = evo_shm_read_once_(s, dst, room, value);
    if (result != EVO_SHM_ERR_VERSION_CONFLICT
        || (attempt >= EVO_SHM_READ_MIN_ATTEMPTS
            && evo_shm_now() - since > EVO_SHM_READ_BOUND_NS)) {
      break;
    }
  }
  return result;
}

/* ---------------------------------------------------------------- write */

static inline int evo_shm_commit_time(evo_shm *s, uint64_t monotonic_ns) {
  if ((s->flags & EVO_SHM_FLAG_COMMIT_TIME_MASK) != EVO_SHM_FLAG_COMMIT_TIME_LOOP) {
    return EVO_SHM_ERR_UNSUPPORTED;
  }
  s->commit_time = monotonic_ns;
  return EVO_SHM_OK;
}

static inline void evo_shm_fill_slot_(evo_shm *s, uint64_t k, const void *src, size_t length,
                                      uint32_t crc) {
  uint8_t *slot = s->first_slot + (k & (s->slots - 1)) * s->stride;
  evo_shm_slot_header *header = (evo_shm_slot_header *)(void *)slot;
  evo_shm_store_relaxed64_(&header->version, 2 * k);
  evo_shm_store_relaxed32_(&header->length, (uint32_t)length);
  evo_shm_store_relaxed32_(&header->crc, crc);
  evo_shm_store_relaxed64_(&header->commit_time, s->commit_time);
  memcpy(slot + EVO_SHM_SLOT_PAYLOAD_OFFSET, src, length);
}

static inline void evo_shm_fill_classic_(evo_shm *s, const void *src, size_t length) {
  evo_shm_classic_header *header = (evo_shm_classic_header *)(void *)s->base;
  memcpy(s->first_slot, src, length);
  memset(s->first_slot + length, 0, s->capacity - length);
  evo_shm_store_relaxed64_(&header->commit_time, s->commit_time);
  if (s->commit_time != 0) {
    evo_shm_store_relaxed64_(&header->last_write_ts, s->commit_time + s->wall_offset);
  }
}

static inline int evo_shm_write(evo_shm *s, const void *src, size_t length) {
  if (length > s->capacity || (s->fingerprint != 0 && length != s->capacity)) {
    return EVO_SHM_ERR_INVALID_RANGE;
  }
  if ((s->flags & EVO_SHM_FLAG_COMMIT_TIME_MASK) == EVO_SHM_FLAG_COMMIT_TIME_WRITE) {
    s->commit_time = evo_shm_now();
  }
  uint32_t crc = s->flags & EVO_SHM_FLAG_CHECKSUMMED
                     ? evo_shm_checksum_(2 * s->k + 2, s->commit_time, src, length)
                     : 0;
  evo_shm_store_release64_(s->version, 2 * s->k + 1);
  evo_shm_fence_release_();
  if (s->layout == EVO_SHM_LAYOUT_CLASSIC) {
    evo_shm_fill_classic_(s, src, length);
  } else {
    evo_shm_fill_slot_(s, s->k + 1, src, length, crc);
  }
  s->k++;
  evo_shm_store_release64_(s->version, 2 * s->k);
  return EVO_SHM_OK;
}

/* ---------------------------------------------------------------- create */

/* Text of a JSON string, quotes included. */
static inline void evo_shm_json_(FILE *out, const char *text, size_t length) {
  fputc('"', out);
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c < ' ') {
      fprintf(out, "\\u%04x", c);
    } else {
      fprintf(out, c == '"' || c == '\\' ? "\\%c" : "%c", c);
    }
  }
  fputc('"', out);
}

static inline void evo_shm_meta_time_(FILE *out, const char *key, uint64_t ns) {
  fprintf(out, "\"%s\":{\"secs_since_epoch\":%llu,\"nanos_since_epoch\":%llu},", key,
          (unsigned long long)(ns / UINT64_C(1000000000)),
          (unsigned long long)(ns % UINT64_C(1000000000)));
}

/* The next column of a record layout; *text moves behind its end. */
static inline const char *evo_shm_column_(const char **text, const char *end, size_t *length) {
  const char *column = *text;
  while (*text < end && **text != '\t' && **text != '\n') {
    (*text)++;
  }
  *length = (size_t)(*text - column);
  *text += *text < end;
  return column;
}

static inline void evo_shm_meta_text_column_(FILE *out, const char *key, const char **text,
                                             const char *end) {
  size_t length;
  const char *column = evo_shm_column_(text, end, &length);
  fprintf(out, "%s", key);
  evo_shm_json_(out, column, length);
}

static inline void evo_shm_meta_number_column_(FILE *out, const char *key, const char **text,
                                               const char *end) {
  size_t length;
  const char *column = evo_shm_column_(text, end, &length);
  unsigned long long value = 0;
  for (size_t i = 0; i < length; i++) {
    value = value * 10 + (unsigned)(column[i] - '0') % 10;
  }
  fprintf(out, "%s%llu", key, value);
}

static inline void evo_shm_meta_record_(FILE *out, const evo_shm *s) {
  const char *text = (const char *)s->base + s->blob_offset, *end = text + s->blob_length;
  size_t length;
  evo_shm_column_(&text, end, &length); /* "evo-layout 1" */
  evo_shm_meta_text_column_(out, ",\"record\":{\"name\":", &text, end);
  evo_shm_meta_number_column_(out, ",\"size\":", &text, end);
  fprintf(out, ",\"fingerprint\":\"%llx\",\"fields\":[", (unsigned long long)s->fingerprint);
  while (text < end) {
    evo_shm_meta_text_column_(out, "{\"name\":", &text, end);
    evo_shm_meta_text_column_(out, ",\"type\":", &text, end);
    evo_shm_meta_number_column_(out, ",\"offset\":", &text, end);
    evo_shm_meta_number_column_(out, ",\"count\":", &text, end);
    evo_shm_meta_text_column_(out, ",\"unit\":", &text, end);
    evo_shm_column_(&text, end, &length); /* required or optional */
    fprintf(out, text < end ? "}," : "}");
  }
  fprintf(out, "]}");
}

static inline void evo_shm_meta_text_(FILE *out, const evo_shm *s) {
  int classic = s->layout == EVO_SHM_LAYOUT_CLASSIC;
  const evo_shm_slotted_header *h = (const evo_shm_slotted_header *)(const void *)s->base;
  const evo_shm_classic_header *c = (const evo_shm_classic_header *)(const void *)s->base;
  fprintf(out, "{\"name\":\"%s\",\"size\":%llu,\"writer_pid\":%ld,", s->name,
          (unsigned long long)(classic ? c->size : h->size), (long)getpid());
  evo_shm_meta_time_(out, "created_at", classic ? c->created_ts : h->created_ts);
  evo_shm_meta_time_(out, "last_accessed", evo_shm_clock_(CLOCK_REALTIME));
  fprintf(out,
          "\"reader_count\":0,\"module\":\"%.*s\",\"layout\":\"%s\",\"slots\":%u,"
          "\"capacity\":%llu,\"checksummed\":%s,\"generation\":%llu,\"file\":\"%s\",\"inode\":%llu",
          classic ? 0 : (int)h->module_length, h->module, classic ? "classic" : "slotted", s->slots,
          (unsigned long long)s->capacity,
          s->flags & EVO_SHM_FLAG_CHECKSUMMED && !classic ? "true" : "false",
          (unsigned long long)s->generation, s->file,
          (unsigned long long)s->ino);
  if (s->blob_length > 0) {
    evo_shm_meta_record_(out, s);
  }
  fprintf(out, "}\n");
}

/* AGAIN: somebody else is at work. */
static inline int evo_shm_meta_write_(const evo_shm *s, mode_t mode, gid_t group) {
  char temporary[80], file[80];
  snprintf(temporary, sizeof temporary, ".evo-%s.meta", s->name);
  snprintf(file, sizeof file, "evo_%s.meta", s->name);
  unlinkat(s->dir_fd, temporary, 0);
  int fd = openat(s->dir_fd, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  if (fd < 0) {
    return errno == EEXIST ? (int)EVO_SHM_AGAIN_ : evo_shm_from_errno_();
  }
  int shared = group == (gid_t)-1 || (fchown(fd, (uid_t)-1, group) == 0 && fchmod(fd, mode) == 0);
  FILE *out = fdopen(fd, "w");
  if (out == NULL) {
    close(fd);
    return EVO_SHM_ERR_IO;
  }
  evo_shm_meta_text_(out, s);
  int written = !ferror(out);
  written = fclose(out) == 0 && written && shared;
  if (written && renameat(s->dir_fd, temporary, s->dir_fd, file) == 0) {
    return EVO_SHM_OK;
  }
  int result = written && errno == ENOENT ? (int)EVO_SHM_AGAIN_ : evo_shm_from_errno_();
  unlinkat(s->dir_fd, temporary, 0);
  return result;
}

/* Unlinks the metadata if it names this inode. */
static inline void evo_shm_meta_remove_(int dir_fd, const char *name, ino_t ino) {
  char file[80], text[1024];
  snprintf(file, sizeof file, "evo_%s.meta", name);
  int fd = openat(dir_fd, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (fd >= 0) {
    close(fd);
  }
  text[n > 0 ? n : 0] = 0;
  const char *key = strstr(text, "\"inode\":");
  if (key != NULL && strtoull(key + 8, NULL, 10) == ino) {
    unlinkat(dir_fd, file, 0);
  }
}

static inline void evo_shm_put_owner_(evo_shm *s, const evo_shm_owner_ *self) {
  if (s->layout == EVO_SHM_LAYOUT_CLASSIC) {
    evo_shm_classic_header *c = (evo_shm_classic_header *)(void *)s->base;
    c->writer_pid = self->pid;
    c->generation = s->generation;
    c->start_time = self->start_time;
    memcpy(c->boot_id, self->boot_id, sizeof c->boot_id);
    c->parked_until = 0;
    c->pid_namespace = (uint32_t)self->pid_namespace;
    c->pid = self->pid;
    c->owner_checksum = evo_shm_crc32c(0, &c->generation, EVO_SHM_CLASSIC_OWNED_LENGTH_);
    c->extension_magic = EVO_SHM_CLASSIC_EXTENSION_MAGIC;
    return;
  }
  evo_shm_slotted_header *h = (evo_shm_slotted_header *)(void *)s->base;
  memcpy(h->boot_id, self->boot_id, sizeof h->boot_id);
  h->pid_namespace = self->pid_namespace;
  h->pid = self->pid;
  h->start_time = self->start_time;
  h->generation = s->generation;
  h->parked_until = 0;
  h->owner_checksum = evo_shm_crc32c(
      0, h->boot_id, EVO_SHM_SLOTTED_OWNER_CHECKSUM_OFFSET - EVO_SHM_SLOTTED_OWNER_OFFSET);
}

static inline uint64_t evo_shm_header_length_(const evo_shm_options *o) {
  uint64_t length = EVO_SHM_SLOTTED_FIXED_LENGTH + (o->record == NULL ? 0 : strlen(o->record));
  return (length + EVO_SHM_PAGE - 1) / EVO_SHM_PAGE * EVO_SHM_PAGE;
}

static inline void evo_shm_put_slotted_header_(evo_shm *s, const evo_shm_options *o) {
  evo_shm_slotted_header *h = (evo_shm_slotted_header *)(void *)s->base;
  h->magic = EVO_SHM_SLOTTED_MAGIC;
  h->major_version = EVO_SHM_SLOTTED_MAJOR;
  h->minor_version = EVO_SHM_SLOTTED_MINOR;
  h->header_length = (uint32_t)evo_shm_header_length_(o);
  h->size = o->size;
  h->capacity = s->capacity;
  h->stride = s->stride;
  h->slots = s->slots;
  h->flags = s->flags;
  h->created_ts = evo_shm_clock_(CLOCK_REALTIME);
  h->fingerprint = s->fingerprint;
  h->blob_offset = (uint32_t)s->blob_offset;
  h->blob_length = s->blob_length;
  h->name_length = (uint32_t)strlen(s->name);
  h->module_length = (uint32_t)strlen(o->module);
  memcpy(h->name, s->name, h->name_length);
  memcpy(h->module, o->module, h->module_length);
  uint32_t crc = evo_shm_crc32c(0, h, EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET);
  h->header_checksum = evo_shm_crc32c(crc, s->base + s->blob_offset, s->blob_length);
}

static inline void evo_shm_put_classic_header_(evo_shm *s, const evo_shm_options *o) {
  evo_shm_classic_header *c = (evo_shm_classic_header *)(void *)s->base;
  c->magic = EVO_SHM_CLASSIC_MAGIC;
  c->size = o->size;
  c->created_ts = evo_shm_clock_(CLOCK_REALTIME);
  evo_shm_store_relaxed64_(&c->last_write_ts, c->created_ts);
  c->capacity = (uint32_t)s->capacity;
  c->blob_length_and_flags = s->blob_length | s->flags << 24;
}

/* A full /dev/shm is an error now, not a SIGBUS later. In steps, so that signals get through. */
static inline int evo_shm_reserve_(int fd, uint64_t length) {
  const uint64_t step = UINT64_C(64) << 20;
  for (uint64_t at = 0; at < length;) {
    uint64_t part = length - at < step ? length - at : step;
    int error = posix_fallocate(fd, (off_t)at, (off_t)part);
    if (error == 0) {
      at += part;
    } else if (error != EINTR) {
      errno = error;
      return evo_shm_from_errno_();
    }
  }
  return EVO_SHM_OK;
}

static inline mode_t evo_shm_mode_(const evo_shm_options *o) {
  return o->group == (gid_t)-1 ? 0600 : 0640;
}

/* An unnamed file, owned and reserved, with its header. Versions go on from this one, even. */
static inline int evo_shm_build_(evo_shm *s, const evo_shm_options *o, const evo_shm_owner_ *self,
                                 uint64_t version) {
  int classic = o->layout == EVO_SHM_LAYOUT_CLASSIC;
  uint64_t header_length =
      classic ? (uint64_t)EVO_SHM_CLASSIC_DATA_OFFSET : evo_shm_header_length_(o);
  s->layout = o->layout;
  s->capacity = o->capacity;
  s->slots = o->slots;
  s->flags = o->flags;
  s->stride = classic ? 0 : evo_shm_stride(header_length, o->capacity, o->slots);
  s->blob_offset = classic ? header_length + o->size : (uint64_t)EVO_SHM_SLOTTED_FIXED_LENGTH;
  s->blob_length = o->record == NULL ? 0 : (uint32_t)strlen(o->record);
  s->mapped = classic ? s->blob_offset + s->blob_length : header_length + s->slots * s->stride;
  s->fd = openat(s->dir_fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, evo_shm_mode_(o));
  if (s->fd < 0) {
    return evo_shm_from_errno_();
  }
  struct stat status;
  evo_shm_range_ own = evo_shm_owner_range_(self);
  if (!evo_shm_set_lock_(s->fd, F_WRLCK, own.start, own.length)
      || fchmod(s->fd, evo_shm_mode_(o)) != 0
      || (o->group != (gid_t)-1 && fchown(s->fd, (uid_t)-1, o->group) != 0)
      || fstat(s->fd, &status) != 0) {
    return evo_shm_from_errno_();
  }
  s->dev = status.st_dev;
  s->ino = status.st_ino;
  int result =
      evo_shm_reserve_(s->fd, (s->mapped + EVO_SHM_PAGE - 1) / EVO_SHM_PAGE * EVO_SHM_PAGE);
  if (result == EVO_SHM_OK) {
    result = evo_shm_attach_(s, s->fd, header_length);
  }
  if (result != EVO_SHM_OK) {
    return result;
  }
  if (s->blob_length > 0) {
    memcpy(s->base + s->blob_offset, o->record, s->blob_length);
    s->fingerprint = evo_shm_fingerprint(o->record, s->blob_length);
  }
  if (classic) {
    evo_shm_put_classic_header_(s, o);
  } else {
    evo_shm_put_slotted_header_(s, o);
  }
  /* Classic has no slot version to say "no value yet": until the first write it is half written. */
  uint64_t first = classic && version != 0 ? version + 1 : version;
  evo_shm_store_relaxed64_(s->version, first);
  s->k = version >> 1;
  evo_shm_put_owner_(s, self);
  evo_shm_store_release32_(s->state, EVO_SHM_STATE_ACTIVE);
  return EVO_SHM_OK;
}

static inline int evo_shm_link_(const evo_shm *s, const char *file) {
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", s->fd);
  if (linkat(AT_FDCWD, path, s->dir_fd, file, AT_SYMLINK_FOLLOW) == 0) {
    return EVO_SHM_OK;
  }
  return errno == EEXIST ? EVO_SHM_ERR_ALREADY_EXISTS : evo_shm_from_errno_();
}

/*
 * Gives the memory of the values back at once, of a file that has been retired: a read that copies
 * zeros from here on finds that in the version. What describes the segment stays.
 */
static inline void evo_shm_free_values_(int fd, const evo_shm *s) {
  const uint64_t page = EVO_SHM_PAGE;
  int classic = s->layout == EVO_SHM_LAYOUT_CLASSIC;
  uint64_t from = (evo_shm_first_slot_(s) + page - 1) / page * page;
  uint64_t end = classic ? s->blob_offset : s->mapped;
  uint64_t to = classic && s->blob_length > 0 ? end / page * page : (end + page - 1) / page * page;
  if (from < to) {
    evo_shm_fence_full_();
    /* Where that is impossible the memory lasts until the last mapping goes. */
    (void)!fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)from,
                     (off_t)(to - from));
  }
}

/* All files of a name as a claimant found them, open, with their owner locks where they were free.
 */
typedef struct evo_shm_survey_ {
  evo_shm_found_ *files;
  size_t count;
  evo_shm_found_ *newest; /* of those that are not retired */
  uint64_t generation;    /* the highest of all */
  uint64_t version;       /* likewise; even */
} evo_shm_survey_;

static inline void evo_shm_survey_close_(evo_shm_survey_ *found) {
  for (size_t i = 0; i < found->count; i++) {
    if (found->files[i].fd >= 0) {
      close(found->files[i].fd);
    }
  }
  free(found->files);
  memset(found, 0, sizeof *found);
}

/* Tries to take a file; what a claimant may do with it. OK: it is an orphan. */
static inline int evo_shm_judge_(const evo_shm *s, const evo_shm_owner_ *self, evo_shm_found_ *f) {
  if (f->state == EVO_SHM_STATE_NONE) {
    return EVO_SHM_ERR_ALREADY_EXISTS; /* a foreign classic writer: death cannot be proven here */
  }
  if (f->status.st_uid != geteuid()) {
    return EVO_SHM_ERR_ALREADY_EXISTS;
  }
  f->lock = evo_shm_take_(f->fd, self);
  /* Nothing changes any more if it is ours; it may have changed before. */
  if (evo_shm_examine_(f, s->name) != EVO_SHM_OK
      || !evo_shm_names_(s->dir_fd, f->file, f->status.st_dev, f->status.st_ino)) {
    return EVO_SHM_AGAIN_;
  }
  if (f->lock == EVO_SHM_TAKE_EXITING_ || f->lock == EVO_SHM_TAKE_STEP_BACK_) {
    return EVO_SHM_AGAIN_;
  }
  if (f->state == EVO_SHM_STATE_RETIRED) {
    return EVO_SHM_OK; /* a live owner removes it itself */
  }
  if (f->lock == EVO_SHM_TAKE_LIVE_) {
    return EVO_SHM_ERR_SEGMENT_BUSY;
  }
  int fate = f->owner_known ? evo_shm_fate_(self, &f->owner) : (int)EVO_SHM_PROCESS_UNSEEN_;
  int mine = fate == EVO_SHM_PROCESS_ALIVE_ && f->owner.pid == self->pid;
  int parked = f->state == EVO_SHM_STATE_PARKED && f->owner_known && fate != EVO_SHM_PROCESS_DEAD_
               && !mine && evo_shm_now() < f->owner.parked_until;
  return parked ? EVO_SHM_ERR_SEGMENT_BUSY : EVO_SHM_OK;
}

static inline int evo_shm_survey_add_(evo_shm_survey_ *found, const evo_shm_found_ *f) {
  evo_shm_found_ *files =
      (evo_shm_found_ *)realloc(found->files, (found->count + 1) * sizeof *files);
  if (files == NULL) {
    return EVO_SHM_ERR_RESOURCE_EXHAUSTED;
  }
  found->files = files;
  found->files[found->count++] = *f;
  found->generation =
      f->owner.generation > found->generation ? f->owner.generation : found->generation;
  found->version = f->version > found->version ? f->version : found->version;
  return EVO_SHM_OK;
}

/* Takes every file of the name, or says why that is not possible. */
static inline int evo_shm_find_all_(const evo_shm *s, const evo_shm_owner_ *self,
                                  evo_shm_survey_ *found) {
  DIR *list = evo_shm_list_(s->dir_fd);
  if (list == NULL) {
    return evo_shm_from_errno_();
  }
  int result = EVO_SHM_OK;
  evo_shm_found_ one;
  for (const char *file;
       result == EVO_SHM_OK && (file = evo_shm_next_file_(list, s->name)) != NULL;) {
    int seen = evo_shm_inspect_(s->dir_fd, file, s->name, 1, &one);
    int damaged = seen == EVO_SHM_ERR_CORRUPT || seen == EVO_SHM_ERR_UNSUPPORTED;
    if (damaged && one.held) {
      result = EVO_SHM_ERR_ALREADY_EXISTS; /* somebody owns it whatever it is, a later format say */
    }
    if (seen == EVO_SHM_ERR_PERMISSION_DENIED) {
      result = EVO_SHM_ERR_ALREADY_EXISTS; /* somebody else's, and perhaps this segment */
    }
    if (seen != EVO_SHM_OK) {
      continue; /* not this segment; if it sits on our path, linkat says so */
    }
    result = evo_shm_judge_(s, self, &one);
    if (result == EVO_SHM_OK) {
      result = evo_shm_survey_add_(found, &one);
    }
    if (result != EVO_SHM_OK) {
      close(one.fd);
    }
  }
  closedir(list);
  for (size_t i = 0; i < found->count; i++) {
    evo_shm_found_ *f = &found->files[i];
    int newer = found->newest == NULL || f->owner.generation > found->newest->owner.generation;
    found->newest = f->state != EVO_SHM_STATE_RETIRED && newer ? f : found->newest;
  }
  return result;
}

/* Makes the readers of a file that nobody owns any more move on, and removes it. */
static inline int evo_shm_remove_old_(const evo_shm *s, const evo_shm_guard_ *g,
                                      const evo_shm_found_ *f) {
  if (f->lock == EVO_SHM_TAKE_LIVE_) {
    return EVO_SHM_OK;
  }
  if (!evo_shm_guard_holds_(s->dir_fd, g)) {
    return EVO_SHM_AGAIN_;
  }
  uint8_t *base = evo_shm_map_(f->fd, EVO_SHM_PAGE, 1);
  if (base == NULL) {
    return evo_shm_from_errno_();
  }
  evo_shm_retire_(base, f->layout);
  munmap(base, EVO_SHM_PAGE);
  evo_shm_meta_remove_(s->dir_fd, s->name, f->status.st_ino);
  if (evo_shm_names_(s->dir_fd, f->file, f->status.st_dev, f->status.st_ino)) {
    unlinkat(s->dir_fd, f->file, 0);
  }
  evo_shm old;
  evo_shm_init_(&old, s->name, -1, 0);
  evo_shm_bind_(&old, f);
  evo_shm_free_values_(f->fd, &old);
  return EVO_SHM_OK;
}

/* Removes every file of the name but the newest, and what a claim that was cut off left. */
static inline int evo_shm_sweep_(const evo_shm *s, const evo_shm_guard_ *g,
                                 const evo_shm_survey_ *found) {
  char temporary[80];
  if (!evo_shm_guard_holds_(s->dir_fd, g)) {
    return EVO_SHM_AGAIN_;
  }
  snprintf(temporary, sizeof temporary, ".evo-%s.new", s->name);
  unlinkat(s->dir_fd, temporary, 0);
  int result = EVO_SHM_OK;
  for (size_t i = 0; result == EVO_SHM_OK && i < found->count; i++) {
    if (&found->files[i] != found->newest) {
      result = evo_shm_remove_old_(s, g, &found->files[i]);
    }
  }
  return result;
}

static inline int evo_shm_same_module_(const evo_shm_found_ *f, const evo_shm_options *o) {
  size_t length = strlen(o->module);
  return f->layout == EVO_SHM_LAYOUT_CLASSIC
         || (evo_shm_u32_(f, EVO_SHM_SLOTTED_MODULE_LENGTH_OFFSET) == length
             && memcmp(f->header.bytes + EVO_SHM_SLOTTED_MODULE_OFFSET, o->module, length) == 0);
}

/* Whether the orphan can go on as it is: readers stay attached. */
static inline int evo_shm_fits_(const evo_shm_found_ *f, const evo_shm_options *o) {
  const char *record = o->record == NULL ? "" : o->record;
  uint32_t crc = 0;
  if (f->lock != EVO_SHM_TAKEN_ || f->layout != o->layout || f->blob_length != strlen(record)
      || !evo_shm_check_blob_(f, &crc, record) || (f->status.st_mode & 0777) != evo_shm_mode_(o)
      || (o->group != (gid_t)-1 && f->status.st_gid != o->group)) {
    return 0;
  }
  if (f->layout == EVO_SHM_LAYOUT_CLASSIC) {
    return evo_shm_u64_(f, EVO_SHM_CLASSIC_SIZE_OFFSET) == o->size
           && evo_shm_u32_(f, EVO_SHM_CLASSIC_CAPACITY_OFFSET) == o->capacity
           && f->header.bytes[EVO_SHM_CLASSIC_FLAGS_OFFSET] == o->flags;
  }
  return evo_shm_u64_(f, EVO_SHM_SLOTTED_SIZE_OFFSET) == o->size
         && evo_shm_u64_(f, EVO_SHM_SLOTTED_CAPACITY_OFFSET) == o->capacity
         && evo_shm_u32_(f, EVO_SHM_SLOTTED_SLOTS_OFFSET) == o->slots
         && evo_shm_u32_(f, EVO_SHM_SLOTTED_FLAGS_OFFSET) == o->flags && evo_shm_same_module_(f, o);
}

/* Goes on in the orphan's file, whose descriptor keeps the lock that was taken. */
static inline int evo_shm_adopt_(evo_shm *s, evo_shm_found_ *f, uint64_t generation,
                                 const evo_shm_owner_ *self) {
  s->fd = f->fd;
  f->fd = -1;
  evo_shm_bind_(s, f);
  s->generation = generation;
  int result = evo_shm_attach_(s, s->fd, evo_shm_first_slot_(s));
  if (result != EVO_SHM_OK) {
    return result;
  }
  s->k = evo_shm_version(s) >> 1;
  evo_shm_put_owner_(s, self);
  evo_shm_store_release32_(s->state, EVO_SHM_STATE_ACTIVE);
  return EVO_SHM_OK;
}

/* Over an old file, so that nobody ever finds none. AGAIN: somebody else is at work. */
static inline int evo_shm_replace_(const evo_shm *s, dev_t old_dev, ino_t old_ino) {
  char temporary[80];
  snprintf(temporary, sizeof temporary, ".evo-%s.new", s->name);
  int result = evo_shm_link_(s, temporary);
  if (result != EVO_SHM_OK) {
    return result == EVO_SHM_ERR_ALREADY_EXISTS ? (int)EVO_SHM_AGAIN_ : result;
  }
  result = EVO_SHM_AGAIN_;
  if (evo_shm_names_(s->dir_fd, s->file, old_dev, old_ino)) {
    if (renameat(s->dir_fd, temporary, s->dir_fd, s->file) == 0) {
      return EVO_SHM_OK;
    }
    result = errno == ENOENT ? (int)EVO_SHM_AGAIN_ : evo_shm_from_errno_();
  }
  if (evo_shm_names_(s->dir_fd, temporary, s->dev, s->ino)) {
    unlinkat(s->dir_fd, temporary, 0);
  }
  return result;
}

/* What the path that we need has is replaced when it is a damaged file that nobody holds. */
static inline int evo_shm_replace_debris_(const evo_shm *s, const evo_shm_owner_ *self) {
  evo_shm_found_ found;
  struct stat debris;
  struct flock reader;
  int seen = evo_shm_inspect_(s->dir_fd, s->file, s->name, 0, &found);
  if (seen == EVO_SHM_OK) {
    close(found.fd);
    return EVO_SHM_AGAIN_; /* it came this moment, or its owner is about to remove it */
  }
  if (seen == EVO_SHM_ERR_NOT_FOUND && found.fd < 0) {
    return EVO_SHM_AGAIN_; /* it went this moment */
  }
  int fd = openat(s->dir_fd, s->file, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) {
    return errno == ENOENT ? (int)EVO_SHM_AGAIN_ : (int)EVO_SHM_ERR_ALREADY_EXISTS;
  }
  int result = EVO_SHM_ERR_ALREADY_EXISTS;
  if ((seen == EVO_SHM_ERR_CORRUPT || seen == EVO_SHM_ERR_UNSUPPORTED) && fstat(fd, &debris) == 0
      && S_ISREG(debris.st_mode) && debris.st_uid == geteuid()) {
    int outcome = evo_shm_take_(fd, self);
    int taken = outcome == EVO_SHM_TAKEN_ || outcome == EVO_SHM_TAKE_INHERITED_;
    if (outcome == EVO_SHM_TAKE_EXITING_ || outcome == EVO_SHM_TAKE_STEP_BACK_) {
      result = EVO_SHM_AGAIN_;
    } else if (taken
               && !evo_shm_find_lock_(fd, F_WRLCK, EVO_SHM_LOCK_READER_OFFSET, 0, &reader)) {
      result = evo_shm_replace_(s, debris.st_dev, debris.st_ino);
    }
  }
  close(fd);
  return result;
}

/* Gives the file its name: over the orphan's when that is of the same layout and module. */
static inline int evo_shm_publish_(evo_shm *s, const evo_shm_found_ *orphan,
                                   const evo_shm_options *o, const evo_shm_owner_ *self) {
  if (orphan != NULL && orphan->layout == o->layout && evo_shm_same_module_(orphan, o)) {
    snprintf(s->file, sizeof s->file, "%s", orphan->file);
    return evo_shm_replace_(s, orphan->status.st_dev, orphan->status.st_ino);
  }
  if (o->layout == EVO_SHM_LAYOUT_CLASSIC) {
    snprintf(s->file, sizeof s->file, "evo_%s_%u", s->name, self->pid);
  } else {
    snprintf(s->file, sizeof s->file, "evo_%s_%s_%u", o->module, s->name, self->pid);
  }
  int result = evo_shm_link_(s, s->file);
  return result == EVO_SHM_ERR_ALREADY_EXISTS ? evo_shm_replace_debris_(s, self) : result;
}

/* Adopts the newest file, or makes a new one and removes that. */
static inline int evo_shm_succeed_(evo_shm *s, const evo_shm_guard_ *g, evo_shm_survey_ *found,
                                   const evo_shm_options *o, const evo_shm_owner_ *self) {
  uint64_t generation = found->generation + 1;
  if (found->newest != NULL && evo_shm_fits_(found->newest, o)) {
    return evo_shm_adopt_(s, found->newest, generation, self);
  }
  s->generation = generation;
  int result = evo_shm_build_(s, o, self, found->version);
  if (result == EVO_SHM_OK && !evo_shm_guard_holds_(s->dir_fd, g)) {
    result = EVO_SHM_AGAIN_;
  }
  if (result == EVO_SHM_OK) {
    result = evo_shm_publish_(s, found->newest, o, self);
  }
  if (result == EVO_SHM_OK && found->newest != NULL) {
    result = evo_shm_remove_old_(s, g, found->newest);
  }
  return result;
}

static inline void evo_shm_withdraw_(evo_shm *s, int adopted) {
  if (!adopted && s->base != NULL) {
    evo_shm_retire_(s->base, s->layout);
    if (s->file[0] != 0 && evo_shm_names_(s->dir_fd, s->file, s->dev, s->ino)) {
      evo_shm_meta_remove_(s->dir_fd, s->name, s->ino);
      unlinkat(s->dir_fd, s->file, 0);
    }
    evo_shm_free_values_(s->fd, s);
  }
  evo_shm_release_(s);
}

/*
 * Whether nobody else can have claimed the name meanwhile, let in by a third party that removed
 * the lock file or ours.
 */
static inline int evo_shm_is_sole_claim_(const evo_shm *s, const evo_shm_guard_ *g) {
  return evo_shm_guard_holds_(s->dir_fd, g)
         && evo_shm_names_(s->dir_fd, s->file, s->dev, s->ino)
         && evo_shm_state_(s) != EVO_SHM_STATE_RETIRED;
}

/* One claim under the maintenance lock. */
static inline int evo_shm_claim_(evo_shm *s, const evo_shm_guard_ *g, const evo_shm_options *o,
                                 const evo_shm_owner_ *self) {
  evo_shm_survey_ found;
  memset(&found, 0, sizeof found);
  int result = evo_shm_find_all_(s, self, &found);
  if (result == EVO_SHM_OK) {
    result = evo_shm_sweep_(s, g, &found);
  }
  if (result == EVO_SHM_OK) {
    result = evo_shm_succeed_(s, g, &found, o, self);
  }
  int adopted = found.newest != NULL && s->ino == found.newest->status.st_ino;
  evo_shm_survey_close_(&found);
  if (result == EVO_SHM_OK && !evo_shm_is_sole_claim_(s, g)) {
    result = EVO_SHM_AGAIN_;
  }
  if (result == EVO_SHM_OK) {
    result = evo_shm_meta_write_(s, evo_shm_mode_(o), o->group);
  }
  if (result == EVO_SHM_OK && !evo_shm_is_sole_claim_(s, g)) {
    result = EVO_SHM_AGAIN_;
  }
  if (result != EVO_SHM_OK) {
    evo_shm_withdraw_(s, adopted);
  }
  return result;
}

/* A typed segment holds one record a value. */
static inline int evo_shm_record_fits_(const evo_shm_options *o) {
  unsigned long long size = 0;
  return o->record == NULL
         || (sscanf(o->record, "evo-layout 1\t%*64[^\t]\t%llu", &size) == 1 && size == o->capacity
             && evo_shm_header_length_(o) <= EVO_SHM_MAX_HEADER_LENGTH);
}

static inline int evo_shm_check_options_(const char *name, const evo_shm_options *o) {
  int classic = o->layout == EVO_SHM_LAYOUT_CLASSIC;
  if (!evo_shm_name_is_valid(name, 1) || (!classic && !evo_shm_name_is_valid(o->module, 0))) {
    return EVO_SHM_ERR_INVALID_NAME;
  }
  if (o->size < EVO_SHM_MIN_SIZE || o->size > EVO_SHM_MAX_SIZE || o->size % EVO_SHM_PAGE != 0) {
    return EVO_SHM_ERR_INVALID_SIZE;
  }
  uint32_t known = classic ? EVO_SHM_FLAG_COMMIT_TIME_MASK
                           : EVO_SHM_FLAG_COMMIT_TIME_MASK | EVO_SHM_FLAG_CHECKSUMMED;
  int sound = evo_shm_geometry_is_sound_(o->size, o->capacity, o->slots) && (o->flags & ~known) == 0
              && evo_shm_commit_time_is_sound_(o->flags) && (!classic || o->slots == 1)
              && evo_shm_record_fits_(o);
  return sound ? EVO_SHM_OK : EVO_SHM_ERR_INVALID_RANGE;
}

static inline int evo_shm_create(const char *dir, const char *name, const evo_shm_options *options,
                                 evo_shm *s) {
  evo_shm_owner_ self;
  int dir_fd = -1;
  int result = evo_shm_check_options_(name, options);
  if (result == EVO_SHM_OK) {
    result = evo_shm_self_(&self);
  }
  if (result == EVO_SHM_OK) {
    result = evo_shm_open_dir_(dir, &dir_fd);
  }
  if (result != EVO_SHM_OK) {
    return result;
  }
  evo_shm_init_(s, name, dir_fd, 1);
  uint64_t deadline = evo_shm_now() + EVO_SHM_LOCK_WAIT_NS;
  do {
    evo_shm_guard_ guard;
    result = evo_shm_guard_enter_(s->dir_fd, name, &self, deadline, &guard);
    if (result != EVO_SHM_OK) {
      break;
    }
    result = evo_shm_claim_(s, &guard, options, &self);
    evo_shm_guard_leave_(s->dir_fd, &guard);
    if (result == EVO_SHM_AGAIN_) {
      evo_shm_wait_();
    }
  } while (result == EVO_SHM_AGAIN_ && evo_shm_now() < deadline);
  if (result != EVO_SHM_OK) {
    evo_shm_free_(s);
    return result == EVO_SHM_AGAIN_ ? (int)EVO_SHM_ERR_SEGMENT_BUSY : result;
  }
  madvise(s->base, s->mapped, MADV_DONTFORK); /* a child must not keep the writer's mapping */
  s->wall_offset = evo_shm_clock_(CLOCK_REALTIME) - evo_shm_now();
  return EVO_SHM_OK;
}

/* ---------------------------------------------------------------- close */

static inline int evo_shm_remove_(evo_shm *s) {
  evo_shm_owner_ self;
  evo_shm_guard_ guard;
  evo_shm_retire_(s->base, s->layout);
  evo_shm_free_values_(s->fd, s);
  uint64_t deadline = evo_shm_now() + EVO_SHM_LOCK_WAIT_NS;
  int result = evo_shm_self_(&self);
  if (result == EVO_SHM_OK) {
    result = evo_shm_guard_enter_(s->dir_fd, s->name, &self, deadline, &guard);
  }
  /* Again and again while a third party removes the lock file from under our hands. */
  while (result == EVO_SHM_OK && !evo_shm_guard_holds_(s->dir_fd, &guard)) {
    evo_shm_guard_leave_(s->dir_fd, &guard);
    evo_shm_wait_();
    result = evo_shm_now() < deadline
                 ? evo_shm_guard_enter_(s->dir_fd, s->name, &self, deadline, &guard)
                 : (int)EVO_SHM_ERR_SEGMENT_BUSY;
  }
  if (result != EVO_SHM_OK) {
    return result;
  }
  if (evo_shm_names_(s->dir_fd, s->file, s->dev, s->ino)) {
    evo_shm_meta_remove_(s->dir_fd, s->name, s->ino);
    unlinkat(s->dir_fd, s->file, 0);
  }
  evo_shm_unlock_(s->fd);
  evo_shm_guard_leave_(s->dir_fd, &guard);
  return EVO_SHM_OK;
}

static inline int evo_shm_close(evo_shm *s) {
  int result = EVO_SHM_OK;
  if (s->writer && s->base != NULL && s->pid == getpid()) {
    result = evo_shm_remove_(s);
  }
  evo_shm_free_(s);
  return result;
}

#endif /* EVO_SHM_H */

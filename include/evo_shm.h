/* SPDX-License-Identifier: Apache-2.0 */
/*
 * evo_shm.h - EVO shared memory for C11 and C++17: one writer, many readers, a file in /dev/shm.
 *
 * One file, libc only; Linux, 64 bit, little-endian, gcc or clang. Define _GNU_SOURCE before the
 * first #include.
 *
 *     writer   evo_shm_options options = evo_shm_slotted("hal", sizeof(struct pose), 16);
 *              evo_shm_create("/dev/shm", "axis", &options, &shm);
 *              evo_shm_write(&shm, &pose, sizeof pose);
 *     reader   evo_shm_open_reader("/dev/shm", "axis", (uid_t)-1, &shm);
 *              evo_shm_read(&shm, &pose, sizeof pose, &value);
 *     both     evo_shm_close(&shm);
 *
 * Functions return 0 or an EVO_SHM_ERR_ code; errno tells more where the system refused. A handle
 * belongs to one thread at a time. Reading and writing take no lock, make no system call and
 * allocate nothing. A file that somebody truncates under a mapping raises SIGBUS.
 *
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
 *   |  12 | u32 header_length: whole pages of 4096; the slots begin there                    |
 *   |  16 | u64 size: declared data size, 4 KiB to 1 GiB in whole pages                      |
 *   |  24 | u64 capacity: largest payload, 1 to size                                         |
 *   |  32 | u64 stride: from slot to slot                                                    |
 *   |  40 | u32 slots: a power of two, 1 to 64                                               |
 *   |  44 | u32 flags: bits 0-1 commit time (0 absent, 1 loop, 2 write), bit 2 slot CRC      |
 *   |  48 | u64 created_ts: ns since the UNIX epoch                                          |
 *   |  56 | u64 fingerprint of the record layout: first 8 bytes of its SHA-256, 0 = untyped  |
 *   |  64 | u32 blob_offset = 512                    68  u32 blob_length: the record layout  |
 *   |  72 | u32 name_length                          76  u32 module_length                   |
 *   |  80 | char name[64]                           144  char module[64]                     |
 *   | 208 | u32 header_checksum: CRC-32C of bytes 0..207, then of the blob                   |
 *   | 212 | zero                                                                             |
 *   +-----+---- owner record, rewritten at takeover, information only ------------------------+
 *   | 256 | u8 boot_id[16]: the hexadecimal digits of the boot id in their order             |
 *   | 272 | u64 pid_namespace: inode of /proc/self/ns/pid                                    |
 *   | 280 | u32 pid                                 284  zero                                |
 *   | 288 | u64 start_time: field 22 of /proc/pid/stat                                       |
 *   | 296 | u64 generation: counts every claim of the name, upwards                          |
 *   | 304 | u64 parked_until: monotonic ns, 0 = not parked                                   |
 *   | 312 | u32 CRC-32C of 256..311                 316  zero                                |
 *   +-----+---- two cache lines that nobody else writes to ----------------------------------+
 *   | 384 | u64 version             392  u32 state: 1 ACTIVE, 2 PARKED, 3 RETIRED            |
 *   | 396 | zero                                                                             |
 *   +-----+----------------------------------------------------------------------------------+
 *   | 512 | blob: UTF-8 text "evo-layout 1\tNAME\tSIZE\n" and a line a field                 |
 *   |     | "NAME\tTYPE\tOFFSET\tCOUNT\tUNIT\trequired|optional\n", canonical, no terminator |
 *   +-----+----------------------------------------------------------------------------------+
 *   slot i at header_length + i * stride:
 *   |   0 | u64 version of the value in it                                                   |
 *   |   8 | u32 payload length                       12  u32 CRC-32C of the payload, or 0    |
 *   |  16 | u64 commit time: monotonic ns, 0 = none  24  zero                                |
 *   |  32 | payload                                                                          |
 *
 *   stride = 32 + capacity rounded up to 64; if header_length + slots * stride then exceeds 1 GiB,
 *   rounded up to 4096 instead, so that each slot can be mapped separately. File length: the end of
 *   the last slot rounded up to 4096.
 *
 *
 * CLASSIC LAYOUT (one value; understood by existing EVO processes, which write zeros to 48..127)
 *
 *   +-----+----------------------------------------------------------------------------------+
 *   |   0 | u64 magic 0x45564F5F53484D00             8  u64 version                          |
 *   |  16 | u32 writer_pid                           20  u32 reader_count (existing readers)  |
 *   |  24 | u64 size of the data section             32  u64 created_ts: ns since the epoch   |
 *   |  40 | u64 last_write_ts: ns since the epoch    48  u32 checksum: 0, never checked       |
 *   |  52 | u32 state: 0 = no extension, else as above                                       |
 *   |  56 | u64 commit time: monotonic ns, 0 = none                                          |
 *   |  64 | u64 generation                           72  u64 start_time                      |
 *   |  80 | u8 boot_id[16]                           96  u64 parked_until                    |
 *   | 104 | u64 pid_namespace                       112  zero                                |
 *   | 120 | u32 CRC-32C of 64..111                  124  u32 extension magic 0x31585645      |
 *   | 128 | data; file length at least size + 128. A shorter write zero-fills the tail       |
 *   +-----+----------------------------------------------------------------------------------+
 *
 *
 * PROTOCOL: even = committed, odd = a write is under way; with N slots the value of version v is in
 * slot (v / 2) mod N; the version never decreases and may wrap.
 *
 *   write   version := 2k+1 (release); store fence; fill slot (k+1) mod N;
 *           version := 2k+2 (release)
 *   read    v1 := version (acquire); k := v1 / 2; copy slot k mod N; load fence;
 *           v2 := version; state
 *           good when v2 - 2k < 2N - 1 and state is not RETIRED; a slot whose version is not 2k has
 *           no value yet; N = 1 (classic too) and v1 odd: nothing is readable now
 *   Copies race with the writer on purpose: nothing of a copy is used before it is validated.
 *   A takeover leaves the version as it is: the next write repeats the odd store and commits 2k+2.
 *
 *
 * LOCKS (open file description locks of the data file, on bytes far beyond the data)
 *
 *   owner    write lock on byte 2^62, taken before the file gets its name; the writer lives while
 *            it is held and the state is ACTIVE. Probe with F_OFD_GETLK and F_RDLCK.
 *   readers  read lock on 2^62 + m * 2^20 (m random, 1 to 2^41 - 1), one byte a handle
 *   .evo-{name}.lock (mode 0600), around create, takeover and removal: byte 0, and byte 1 when
 *            byte 0 is held by an heir of a dead holder. Whoever holds it writes 0 u32 pid,
 *            8 u64 start time, 16 u64 PID namespace, 24 u8 boot_id[16]; it is unlinked while held.
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

/* ---------------------------------------------------------------- constants */

#define EVO_SHM_SLOTTED_MAGIC UINT64_C(0x45564F5F53484D53)
#define EVO_SHM_CLASSIC_MAGIC UINT64_C(0x45564F5F53484D00)
#define EVO_SHM_CLASSIC_EXTENSION_MAGIC UINT32_C(0x31585645)

#define EVO_SHM_LOCK_OWNER_OFFSET (INT64_C(1) << 62)
#define EVO_SHM_LOCK_READER_STEP (INT64_C(1) << 20)
#define EVO_SHM_LOCK_READER_BASES (INT64_C(1) << 41)

#define EVO_SHM_READ_BOUND_NS UINT64_C(50000)
#define EVO_SHM_LOCK_WAIT_NS UINT64_C(2000000000)

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
  EVO_SHM_CLASSIC_OWNER_CHECKSUM_OFFSET = 120,
  EVO_SHM_CLASSIC_EXTENSION_MAGIC_OFFSET = 124,
  EVO_SHM_CLASSIC_DATA_OFFSET = 128,

  EVO_SHM_STATE_NONE = 0, /* classic, not ours */
  EVO_SHM_STATE_ACTIVE = 1,
  EVO_SHM_STATE_PARKED = 2,
  EVO_SHM_STATE_RETIRED = 3,

  EVO_SHM_FLAG_COMMIT_TIME_MASK = 3,
  EVO_SHM_FLAG_COMMIT_TIME_ABSENT = 0,
  EVO_SHM_FLAG_COMMIT_TIME_LOOP = 1,
  EVO_SHM_FLAG_COMMIT_TIME_WRITE = 2,
  EVO_SHM_FLAG_SLOT_CRC = 4,

  EVO_SHM_PAGE = 4096,
  EVO_SHM_STRIDE_ALIGNMENT = 64,
  EVO_SHM_MIN_SIZE = 4096,
  EVO_SHM_MAX_SIZE = 1 << 30,
  EVO_SHM_MAX_SHARED_MAPPING = 1 << 30, /* above this the stride is a multiple of EVO_SHM_PAGE */
  EVO_SHM_MAX_SLOTS = 64,
  EVO_SHM_MAX_NAME = 64,
  EVO_SHM_READ_MIN_ATTEMPTS = 8,
  EVO_SHM_READ_MAX_ATTEMPTS = 65536,

  EVO_SHM_LOCK_MAINTENANCE_OFFSET = 0,
  EVO_SHM_LOCK_MAINTENANCE_HEIR_OFFSET = 1
};

/* Result codes, named as the error codes of the Java API. */
enum {
  EVO_SHM_OK = 0,
  EVO_SHM_ERR_NO_VALUE_YET = 1,     /* nothing has been committed in this generation */
  EVO_SHM_ERR_VERSION_CONFLICT = 2, /* overtaken for 50 microseconds, or a half-written classic */
  EVO_SHM_ERR_RETIRED = 3,          /* open again: there is a newer generation, or none */
  EVO_SHM_ERR_CORRUPT = 4,          /* the file contradicts itself */
  EVO_SHM_ERR_NOT_FOUND = 5,
  EVO_SHM_ERR_SEGMENT_BUSY = 6,   /* owned by a live writer, parked, or contended for 2 s */
  EVO_SHM_ERR_ALREADY_EXISTS = 7, /* the name is held by a file that is not ours to take */
  EVO_SHM_ERR_INVALID_NAME = 8,
  EVO_SHM_ERR_INVALID_SIZE = 9,
  EVO_SHM_ERR_INVALID_RANGE = 10,
  EVO_SHM_ERR_PERMISSION_DENIED = 11,
  EVO_SHM_ERR_RESOURCE_EXHAUSTED = 12,
  EVO_SHM_ERR_UNSUPPORTED = 13, /* not tmpfs or hugetlbfs */
  EVO_SHM_ERR_IO = 14,
  EVO_SHM_AGAIN_ = 100 /* internal: release the maintenance lock and start over */
};

enum { EVO_SHM_LAYOUT_CLASSIC = 1, EVO_SHM_LAYOUT_SLOTTED = 2 };

/* ---------------------------------------------------------------- the bytes */

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
  uint64_t pid_namespace;
  uint64_t zero_112;
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
EVO_SHM_AT_(evo_shm_classic_header, owner_checksum, EVO_SHM_CLASSIC_OWNER_CHECKSUM_OFFSET);
EVO_SHM_AT_(evo_shm_classic_header, extension_magic, EVO_SHM_CLASSIC_EXTENSION_MAGIC_OFFSET);

/* ---------------------------------------------------------------- the interface */

/* What a writer asks for. Start from evo_shm_slotted() or evo_shm_classic(). */
typedef struct evo_shm_options {
  int layout;         /* EVO_SHM_LAYOUT_ */
  const char *module; /* slotted only */
  uint64_t size;      /* data size in bytes, whole pages */
  uint64_t capacity;  /* largest payload in bytes, 1 to size; typed: one record */
  uint32_t slots;     /* power of two; classic 1 */
  uint32_t flags;     /* EVO_SHM_FLAG_; classic: commit time only */
  const char *record; /* slotted only: the layout text of the blob, NULL = plain bytes */
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
  int64_t reader_lock;
  uint64_t k;
  uint64_t commit_time;
  uint64_t wall_offset;
  pid_t pid;
  dev_t dev;
  ino_t ino;
} evo_shm;

/* What a read found. */
typedef struct evo_shm_value {
  size_t length;        /* of the payload, in bytes */
  uint64_t version;     /* even */
  uint64_t commit_time; /* monotonic ns, 0 = none */
} evo_shm_value;

/* A slotted segment whose size is the capacity rounded up to pages; the loop gives commit times. */
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

/* A classic segment of this data size. */
static inline evo_shm_options evo_shm_classic(uint64_t size) {
  evo_shm_options o = evo_shm_slotted("", size, 1);
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

/* Monotonic ns, the clock of commit times and deadlines. */
static inline uint64_t evo_shm_now(void) {
  return evo_shm_clock_(CLOCK_MONOTONIC);
}

static inline void evo_shm_wait_1ms_(void) {
  struct timespec t;
  t.tv_sec = 0;
  t.tv_nsec = 1000000;
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

/* CRC-32C (Castagnoli); continue with the previous result, start with 0. */
static inline uint32_t evo_shm_crc32c(uint32_t crc, const void *data, size_t length) {
  const uint8_t *p = (const uint8_t *)data;
  crc = ~crc;
#if defined(__SSE4_2__)
  for (; length >= 8; length -= 8, p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    crc = (uint32_t)__builtin_ia32_crc32di(crc, word);
  }
#endif
  static const uint32_t nibble[16] = {0x00000000, 0x105EC76F, 0x20BD8EDE, 0x30E349B1,
                                      0x417B1DBC, 0x5125DAD3, 0x61C69362, 0x7198540D,
                                      0x82F63B78, 0x92A8FC17, 0xA24BB5A6, 0xB21572C9,
                                      0xC38D26C4, 0xD3D3E1AB, 0xE330A81A, 0xF36E6F75};
  for (; length > 0; length--, p++) {
    crc = nibble[(crc ^ *p) & 15] ^ (crc >> 4);
    crc = nibble[(crc ^ (*p >> 4)) & 15] ^ (crc >> 4);
  }
  return ~crc;
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

/* The fingerprint of a record layout: the first 8 bytes of the SHA-256 of its text. */
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

/* 1 for [A-Za-z0-9][A-Za-z0-9_.-]{0,63}; modules have no underscore. */
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

static inline int evo_shm_lock_(int fd, int command, short type, int64_t start) {
  struct flock lock;
  memset(&lock, 0, sizeof lock);
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = start;
  lock.l_len = 1;
  int result = fcntl(fd, command, &lock);
  return command == F_OFD_GETLK ? result == 0 && lock.l_type != F_UNLCK : result == 0;
}

static inline int evo_shm_owner_lock_is_held_(int fd) {
  return evo_shm_lock_(fd, F_OFD_GETLK, F_RDLCK, EVO_SHM_LOCK_OWNER_OFFSET);
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

/* State of a process of this namespace and its start time. */
static inline int evo_shm_process_(const char *pid, uint64_t *start_time) {
  char path[48], text[1024];
  snprintf(path, sizeof path, "/proc/%s/stat", pid);
  if (!evo_shm_slurp_(path, text, sizeof text)) {
    return errno == ENOENT || errno == ESRCH ? EVO_SHM_PROCESS_DEAD_ : EVO_SHM_PROCESS_UNSEEN_;
  }
  char *field = strrchr(text, ')'); /* ends field 2, which may hold anything */
  unsigned flags = 0;
  unsigned long long start = 0;
  char state = 0;
  if (field == NULL
      || sscanf(field + 1,
                " %c %*d %*d %*d %*d %*d %u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                &state, &flags, &start)
             != 3) {
    return EVO_SHM_PROCESS_UNSEEN_;
  }
  *start_time = start;
  const unsigned exiting = 4; /* PF_EXITING */
  return state == 'Z' || state == 'X' || flags & exiting ? EVO_SHM_PROCESS_EXITING_
                                                         : EVO_SHM_PROCESS_ALIVE_;
}

static inline int evo_shm_self_(evo_shm_owner_ *self) {
  memset(self, 0, sizeof *self);
  self->pid = (uint32_t)getpid();
  char text[64];
  struct stat ns;
  if (evo_shm_process_("self", &self->start_time) == EVO_SHM_PROCESS_UNSEEN_
      || stat("/proc/self/ns/pid", &ns) != 0
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

/* What became of the process that wrote this record. */
static inline int evo_shm_fate_(const evo_shm_owner_ *self, const evo_shm_owner_ *other) {
  if (memcmp(self->boot_id, other->boot_id, sizeof self->boot_id) != 0) {
    return EVO_SHM_PROCESS_DEAD_;
  }
  if (self->pid_namespace != other->pid_namespace) {
    return EVO_SHM_PROCESS_UNSEEN_;
  }
  char pid[16];
  uint64_t start_time = 0;
  snprintf(pid, sizeof pid, "%u", other->pid);
  int fate = evo_shm_process_(pid, &start_time);
  int another = fate == EVO_SHM_PROCESS_ALIVE_ || fate == EVO_SHM_PROCESS_EXITING_;
  return another && start_time != other->start_time ? EVO_SHM_PROCESS_DEAD_ : fate;
}

/* ---------------------------------------------------------------- maintenance lock */

typedef struct evo_shm_guard_ {
  int fd;
  char file[80];
} evo_shm_guard_;

typedef struct evo_shm_guard_record_ {
  uint32_t pid;
  uint32_t zero;
  uint64_t start_time;
  uint64_t pid_namespace;
  uint8_t boot_id[16];
} evo_shm_guard_record_;

/* Whether the lock file still carries its name: check before every destructive step. */
static inline int evo_shm_guard_holds_(int dir_fd, const evo_shm_guard_ *g) {
  struct stat mine;
  return fstat(g->fd, &mine) == 0 && evo_shm_names_(dir_fd, g->file, mine.st_dev, mine.st_ino);
}

static inline int evo_shm_guard_sign_(const evo_shm_guard_ *g, const evo_shm_owner_ *self) {
  evo_shm_guard_record_ r;
  memset(&r, 0, sizeof r);
  r.pid = self->pid;
  r.start_time = self->start_time;
  r.pid_namespace = self->pid_namespace;
  memcpy(r.boot_id, self->boot_id, sizeof r.boot_id);
  return pwrite(g->fd, &r, sizeof r, 0) == (ssize_t)sizeof r;
}

static inline int evo_shm_guard_holder_died_(const evo_shm_guard_ *g, const evo_shm_owner_ *self) {
  evo_shm_guard_record_ r;
  evo_shm_owner_ holder;
  if (pread(g->fd, &r, sizeof r, 0) != (ssize_t)sizeof r) {
    return 0;
  }
  memset(&holder, 0, sizeof holder);
  holder.pid = r.pid;
  holder.start_time = r.start_time;
  holder.pid_namespace = r.pid_namespace;
  memcpy(holder.boot_id, r.boot_id, sizeof r.boot_id);
  return evo_shm_fate_(self, &holder) == EVO_SHM_PROCESS_DEAD_;
}

/*
 * Byte 0 is signed before byte 1 is looked at, and byte 1 is locked before the signature is read:
 * so an heir's rival and an ordinary holder cannot miss each other.
 */
static inline int evo_shm_guard_try_(int dir_fd, evo_shm_guard_ *g, const evo_shm_owner_ *self) {
  g->fd = openat(dir_fd, g->file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (g->fd < 0) {
    return evo_shm_from_errno_();
  }
  const int64_t first = EVO_SHM_LOCK_MAINTENANCE_OFFSET,
                heir = EVO_SHM_LOCK_MAINTENANCE_HEIR_OFFSET;
  int entered;
  if (evo_shm_lock_(g->fd, F_OFD_SETLK, F_WRLCK, first)) {
    if (!evo_shm_guard_sign_(g, self)) {
      int result = evo_shm_from_errno_();
      close(g->fd);
      return result;
    }
    entered = !evo_shm_lock_(g->fd, F_OFD_GETLK, F_WRLCK, heir);
  } else {
    entered = evo_shm_guard_holder_died_(g, self)
              && evo_shm_lock_(g->fd, F_OFD_SETLK, F_WRLCK, heir)
              && evo_shm_lock_(g->fd, F_OFD_GETLK, F_WRLCK, first)
              && evo_shm_guard_holder_died_(g, self) && evo_shm_guard_sign_(g, self);
  }
  if (entered && evo_shm_guard_holds_(dir_fd, g)) {
    return EVO_SHM_OK;
  }
  close(g->fd);
  return EVO_SHM_ERR_SEGMENT_BUSY;
}

static inline int evo_shm_guard_enter_(int dir_fd, const char *name, const evo_shm_owner_ *self,
                                       uint64_t deadline, evo_shm_guard_ *g) {
  snprintf(g->file, sizeof g->file, ".evo-%s.lock", name);
  for (;;) {
    int result = evo_shm_guard_try_(dir_fd, g, self);
    if (result != EVO_SHM_ERR_SEGMENT_BUSY || evo_shm_now() >= deadline) {
      return result;
    }
    evo_shm_wait_1ms_();
  }
}

static inline void evo_shm_guard_leave_(int dir_fd, evo_shm_guard_ *g) {
  if (evo_shm_guard_holds_(dir_fd, g)) {
    unlinkat(dir_fd, g->file, 0);
  }
  evo_shm_lock_(g->fd, F_OFD_SETLK, F_UNLCK, EVO_SHM_LOCK_MAINTENANCE_OFFSET);
  evo_shm_lock_(g->fd, F_OFD_SETLK, F_UNLCK, EVO_SHM_LOCK_MAINTENANCE_HEIR_OFFSET);
  close(g->fd);
}

/* ---------------------------------------------------------------- looking into a file */

typedef struct evo_shm_found_ {
  char file[160];
  int fd; /* read-only, the finder's to close */
  int layout;
  struct stat status;
  int held; /* owner lock */
  uint32_t state;
  uint64_t version;
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

static inline int evo_shm_blob_crc_(int fd, uint32_t offset, uint32_t length, uint32_t *crc) {
  uint8_t part[1024];
  while (length > 0) {
    ssize_t n = pread(fd, part, length < sizeof part ? length : sizeof part, offset);
    if (n <= 0) {
      return 0;
    }
    *crc = evo_shm_crc32c(*crc, part, (size_t)n);
    offset += (uint32_t)n;
    length -= (uint32_t)n;
  }
  return 1;
}

static inline int evo_shm_state_is_sound_(uint32_t state) {
  return state == EVO_SHM_STATE_ACTIVE || state == EVO_SHM_STATE_PARKED
         || state == EVO_SHM_STATE_RETIRED;
}

static inline int evo_shm_inspect_slotted_(evo_shm_found_ *f, const char *name) {
  uint64_t capacity = evo_shm_u64_(f, EVO_SHM_SLOTTED_CAPACITY_OFFSET);
  uint64_t stride = evo_shm_u64_(f, EVO_SHM_SLOTTED_STRIDE_OFFSET);
  uint32_t slots = evo_shm_u32_(f, EVO_SHM_SLOTTED_SLOTS_OFFSET);
  uint32_t header_length = evo_shm_u32_(f, EVO_SHM_SLOTTED_HEADER_LENGTH_OFFSET);
  uint32_t blob_offset = evo_shm_u32_(f, EVO_SHM_SLOTTED_BLOB_OFFSET_OFFSET);
  uint32_t blob_length = evo_shm_u32_(f, EVO_SHM_SLOTTED_BLOB_LENGTH_OFFSET);
  uint32_t name_length = evo_shm_u32_(f, EVO_SHM_SLOTTED_NAME_LENGTH_OFFSET);
  uint32_t major = evo_shm_u32_(f, EVO_SHM_SLOTTED_MAJOR_OFFSET) & 0xffff;
  if (major != EVO_SHM_SLOTTED_MAJOR) {
    return EVO_SHM_ERR_UNSUPPORTED;
  }
  if (!evo_shm_geometry_is_sound_(evo_shm_u64_(f, EVO_SHM_SLOTTED_SIZE_OFFSET), capacity, slots)
      || header_length % EVO_SHM_PAGE != 0 || header_length < EVO_SHM_SLOTTED_FIXED_LENGTH
      || blob_length > header_length - EVO_SHM_SLOTTED_FIXED_LENGTH
      || (blob_length > 0 && blob_offset != EVO_SHM_SLOTTED_FIXED_LENGTH)
      || stride != evo_shm_stride(header_length, capacity, slots)
      || (uint64_t)f->status.st_size < header_length + slots * stride) {
    return EVO_SHM_ERR_CORRUPT;
  }
  uint32_t crc = evo_shm_crc32c(0, f->header.bytes, EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET);
  if (!evo_shm_blob_crc_(f->fd, blob_offset, blob_length, &crc)
      || crc != evo_shm_u32_(f, EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET)) {
    return EVO_SHM_ERR_CORRUPT;
  }
  f->state = evo_shm_u32_(f, EVO_SHM_SLOTTED_STATE_OFFSET);
  f->version = evo_shm_u64_(f, EVO_SHM_SLOTTED_VERSION_OFFSET);
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
  int same = name_length == strlen(name)
             && memcmp(f->header.bytes + EVO_SHM_SLOTTED_NAME_OFFSET, name, name_length) == 0;
  if (!same) {
    return EVO_SHM_ERR_NOT_FOUND;
  }
  return evo_shm_state_is_sound_(f->state) ? EVO_SHM_OK : EVO_SHM_ERR_CORRUPT;
}

static inline int evo_shm_inspect_classic_(evo_shm_found_ *f, const char *name) {
  uint64_t size = evo_shm_u64_(f, EVO_SHM_CLASSIC_SIZE_OFFSET);
  size_t length = strlen(name);
  int same = strncmp(f->file + 4, name, length) == 0 && f->file[4 + length] == '_'
             && strspn(f->file + 5 + length, "0123456789") == strlen(f->file + 5 + length);
  if (!same) {
    return EVO_SHM_ERR_NOT_FOUND; /* the classic header has no name */
  }
  if (size == 0 || size > EVO_SHM_MAX_SIZE
      || (uint64_t)f->status.st_size < size + EVO_SHM_CLASSIC_DATA_OFFSET) {
    return EVO_SHM_ERR_CORRUPT;
  }
  f->version = evo_shm_u64_(f, EVO_SHM_CLASSIC_VERSION_OFFSET);
  if (evo_shm_u32_(f, EVO_SHM_CLASSIC_EXTENSION_MAGIC_OFFSET) == EVO_SHM_CLASSIC_EXTENSION_MAGIC) {
    const uint8_t *record = f->header.bytes + EVO_SHM_CLASSIC_GENERATION_OFFSET;
    f->state = evo_shm_u32_(f, EVO_SHM_CLASSIC_STATE_OFFSET);
    f->owner_known = evo_shm_u32_(f, EVO_SHM_CLASSIC_OWNER_CHECKSUM_OFFSET)
                     == evo_shm_crc32c(0, record, 112 - EVO_SHM_CLASSIC_GENERATION_OFFSET);
    f->owner.pid = evo_shm_u32_(f, EVO_SHM_CLASSIC_WRITER_PID_OFFSET);
    f->owner.generation = evo_shm_u64_(f, EVO_SHM_CLASSIC_GENERATION_OFFSET);
    f->owner.start_time = evo_shm_u64_(f, EVO_SHM_CLASSIC_START_TIME_OFFSET);
    memcpy(f->owner.boot_id, f->header.bytes + EVO_SHM_CLASSIC_BOOT_ID_OFFSET, 16);
    f->owner.parked_until = evo_shm_u64_(f, EVO_SHM_CLASSIC_PARKED_UNTIL_OFFSET);
    f->owner.pid_namespace = evo_shm_u64_(f, EVO_SHM_CLASSIC_PID_NAMESPACE_OFFSET);
    return evo_shm_state_is_sound_(f->state) ? EVO_SHM_OK : EVO_SHM_ERR_CORRUPT;
  }
  return EVO_SHM_OK;
}

/* OK: a segment of this name, f->fd open. Otherwise nothing stays open. */
static inline int evo_shm_inspect_(int dir_fd, const char *file, const char *name,
                                   evo_shm_found_ *f) {
  memset(f, 0, sizeof *f);
  snprintf(f->file, sizeof f->file, "%s", file);
  f->fd = openat(dir_fd, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (f->fd < 0) {
    return errno == ELOOP ? EVO_SHM_ERR_CORRUPT : evo_shm_from_errno_();
  }
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
  if (f->layout == EVO_SHM_LAYOUT_CLASSIC) {
    s->capacity = evo_shm_u64_(f, EVO_SHM_CLASSIC_SIZE_OFFSET);
    s->slots = 1;
    s->mapped = EVO_SHM_CLASSIC_DATA_OFFSET + s->capacity;
    return;
  }
  s->capacity = evo_shm_u64_(f, EVO_SHM_SLOTTED_CAPACITY_OFFSET);
  s->stride = evo_shm_u64_(f, EVO_SHM_SLOTTED_STRIDE_OFFSET);
  s->slots = evo_shm_u32_(f, EVO_SHM_SLOTTED_SLOTS_OFFSET);
  s->flags = evo_shm_u32_(f, EVO_SHM_SLOTTED_FLAGS_OFFSET);
  s->fingerprint = evo_shm_u64_(f, EVO_SHM_SLOTTED_FINGERPRINT_OFFSET);
  s->mapped = evo_shm_u32_(f, EVO_SHM_SLOTTED_HEADER_LENGTH_OFFSET) + s->slots * s->stride;
}

/* Maps what s describes, through f->fd or a writer's descriptor. */
static inline int evo_shm_attach_(evo_shm *s, int fd, uint64_t first_slot) {
  s->base = evo_shm_map_(fd, s->mapped, s->writer);
  if (s->base == NULL) {
    return evo_shm_from_errno_();
  }
  int classic = s->layout == EVO_SHM_LAYOUT_CLASSIC;
  uint8_t *version =
      s->base
      + (classic ? (int)EVO_SHM_CLASSIC_VERSION_OFFSET : (int)EVO_SHM_SLOTTED_VERSION_OFFSET);
  uint8_t *state =
      s->base + (classic ? (int)EVO_SHM_CLASSIC_STATE_OFFSET : (int)EVO_SHM_SLOTTED_STATE_OFFSET);
  s->version = (evo_shm_atomic64 *)(void *)version;
  s->state = (evo_shm_atomic32 *)(void *)state;
  s->first_slot = s->base + first_slot;
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
    int seen = evo_shm_inspect_(dir_fd, file, name, &found);
    if (seen == EVO_SHM_OK && found.status.st_uid != geteuid() && found.status.st_uid != trusted) {
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
  do {
    if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random) {
      return EVO_SHM_ERR_IO;
    }
    random %= (uint64_t)EVO_SHM_LOCK_READER_BASES;
  } while (random == 0);
  s->reader_lock = EVO_SHM_LOCK_OWNER_OFFSET + (int64_t)random * EVO_SHM_LOCK_READER_STEP;
  return evo_shm_lock_(s->fd, F_OFD_SETLK, F_RDLCK, s->reader_lock) ? EVO_SHM_OK
                                                                    : evo_shm_from_errno_();
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
      int64_t start = s->writer ? EVO_SHM_LOCK_OWNER_OFFSET : s->reader_lock;
      evo_shm_lock_(s->fd, F_OFD_SETLK, F_UNLCK, start);
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

/*
 * Attaches a reader to the segment of this name, whatever its layout. Files of other users than
 * ourselves and `trusted` are refused; (uid_t)-1 trusts nobody else.
 */
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

/* Whether a writer holds the segment now. Makes a system call. */
static inline int evo_shm_writer_is_alive(const evo_shm *s) {
  return evo_shm_state_(s) == EVO_SHM_STATE_ACTIVE
         && (s->writer || evo_shm_owner_lock_is_held_(s->fd));
}

/* 0 when there is a newer generation, or none: open again. System call; every 100 ms is enough. */
static inline int evo_shm_is_current(const evo_shm *s) {
  return evo_shm_state_(s) != EVO_SHM_STATE_RETIRED
         && evo_shm_names_(s->dir_fd, s->file, s->dev, s->ino);
}

/* The version of the newest committed value; even, 0 when there is none. */
static inline uint64_t evo_shm_version(const evo_shm *s) {
  return evo_shm_load_acquire64_(s->version) & ~UINT64_C(1);
}

/* ---------------------------------------------------------------- read */

static inline int evo_shm_validate_(const evo_shm *s, uint64_t k) {
  evo_shm_fence_acquire_();
  uint64_t v2 = evo_shm_load_relaxed64_(s->version);
  if (evo_shm_state_(s) == EVO_SHM_STATE_RETIRED) {
    return EVO_SHM_ERR_RETIRED;
  }
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
  if (s->flags & EVO_SHM_FLAG_SLOT_CRC && evo_shm_crc32c(0, dst, length) != crc) {
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
  if (s->slots == 1 && v1 & 1) {
    return evo_shm_state_(s) == EVO_SHM_STATE_RETIRED ? EVO_SHM_ERR_RETIRED
                                                      : EVO_SHM_ERR_VERSION_CONFLICT;
  }
  return s->layout == EVO_SHM_LAYOUT_CLASSIC ? evo_shm_read_classic_(s, v1 >> 1, dst, room, value)
                                             : evo_shm_read_slot_(s, v1 >> 1, dst, room, value);
}

/*
 * Copies the current value to dst. VERSION_CONFLICT after 50 microseconds and at least 8 attempts,
 * or 65536 attempts; the next call starts afresh. INVALID_RANGE: value->length does not fit into
 * room. The content of dst counts only when the result is 0.
 */
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

/* The time that the following writes carry, monotonic ns: call it once a cycle. */
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

/* Commits `length` bytes as the next value; a typed segment takes exactly one record. */
static inline int evo_shm_write(evo_shm *s, const void *src, size_t length) {
  if (length > s->capacity || (s->fingerprint != 0 && length != s->capacity)) {
    return EVO_SHM_ERR_INVALID_RANGE;
  }
  if ((s->flags & EVO_SHM_FLAG_COMMIT_TIME_MASK) == EVO_SHM_FLAG_COMMIT_TIME_WRITE) {
    s->commit_time = evo_shm_now();
  }
  uint32_t crc = s->flags & EVO_SHM_FLAG_SLOT_CRC ? evo_shm_crc32c(0, src, length) : 0;
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

static inline void evo_shm_meta_text_(FILE *out, const evo_shm *s) {
  int classic = s->layout == EVO_SHM_LAYOUT_CLASSIC;
  const evo_shm_slotted_header *h = (const evo_shm_slotted_header *)(const void *)s->base;
  const evo_shm_classic_header *c = (const evo_shm_classic_header *)(const void *)s->base;
  fprintf(out, "{\"name\":\"%s\",\"size\":%llu,\"writer_pid\":%ld,", s->name,
          (unsigned long long)(classic ? c->size : h->size), (long)getpid());
  evo_shm_meta_time_(out, "created_at", classic ? c->created_ts : h->created_ts);
  evo_shm_meta_time_(out, "last_accessed", evo_shm_clock_(CLOCK_REALTIME));
  fprintf(out,
          "\"reader_count\":0,\"layout\":\"%s\",\"file\":\"%s\",\"inode\":%llu,\"generation\":%llu",
          classic ? "classic" : "slotted", s->file, (unsigned long long)s->ino,
          (unsigned long long)s->generation);
  if (!classic) {
    fprintf(out, ",\"module\":\"%.*s\",\"capacity\":%llu,\"slots\":%u", (int)h->module_length,
            h->module, (unsigned long long)s->capacity, s->slots);
    if (h->blob_length > 0) {
      fprintf(out, ",\"record\":");
      evo_shm_json_(out, (const char *)s->base + h->blob_offset, h->blob_length);
    }
  }
  fprintf(out, "}\n");
}

static inline int evo_shm_meta_write_(const evo_shm *s, mode_t mode, gid_t group) {
  char temporary[80], file[80];
  snprintf(temporary, sizeof temporary, ".evo-%s.meta", s->name);
  snprintf(file, sizeof file, "evo_%s.meta", s->name);
  unlinkat(s->dir_fd, temporary, 0);
  int fd = openat(s->dir_fd, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  if (fd < 0) {
    return evo_shm_from_errno_();
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
  int result = evo_shm_from_errno_();
  unlinkat(s->dir_fd, temporary, 0);
  return result;
}

/* Unlinks the metadata if it names this inode. */
static inline void evo_shm_meta_remove_(int dir_fd, const char *name, ino_t ino) {
  char file[80], text[512];
  snprintf(file, sizeof file, "evo_%s.meta", name);
  int fd = openat(dir_fd, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (fd >= 0) {
    close(fd);
  }
  text[n > 0 ? n : 0] = 0;
  const char *key = strstr(text, "\"inode\"");
  if (key != NULL && strtoull(key + 7 + strspn(key + 7, " :"), NULL, 10) == ino) {
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
    c->pid_namespace = self->pid_namespace;
    c->owner_checksum = evo_shm_crc32c(0, &c->generation, 112 - EVO_SHM_CLASSIC_GENERATION_OFFSET);
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

static inline void evo_shm_put_state_(evo_shm *s, uint32_t state) {
  evo_shm_store_release32_(s->state, state);
}

static inline uint64_t evo_shm_header_length_(const evo_shm_options *o) {
  uint64_t blob = o->record == NULL ? 0 : strlen(o->record);
  return (EVO_SHM_SLOTTED_FIXED_LENGTH + blob + EVO_SHM_PAGE - 1) / EVO_SHM_PAGE * EVO_SHM_PAGE;
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
  h->blob_offset = EVO_SHM_SLOTTED_FIXED_LENGTH;
  h->blob_length = o->record == NULL ? 0 : (uint32_t)strlen(o->record);
  h->name_length = (uint32_t)strlen(s->name);
  h->module_length = (uint32_t)strlen(o->module);
  memcpy(h->name, s->name, h->name_length);
  memcpy(h->module, o->module, h->module_length);
  uint8_t *blob = s->base + EVO_SHM_SLOTTED_FIXED_LENGTH;
  if (h->blob_length > 0) {
    memcpy(blob, o->record, h->blob_length);
  }
  uint32_t crc = evo_shm_crc32c(0, h, EVO_SHM_SLOTTED_HEADER_CHECKSUM_OFFSET);
  h->header_checksum = evo_shm_crc32c(crc, blob, h->blob_length);
}

static inline void evo_shm_put_classic_header_(evo_shm *s) {
  evo_shm_classic_header *c = (evo_shm_classic_header *)(void *)s->base;
  c->magic = EVO_SHM_CLASSIC_MAGIC;
  c->size = s->capacity;
  c->created_ts = evo_shm_clock_(CLOCK_REALTIME);
  evo_shm_store_relaxed64_(&c->last_write_ts, c->created_ts);
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

/* An unnamed file, owned and reserved, with its header. Versions go on where the last one ended. */
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
  s->mapped = header_length + (classic ? o->capacity : s->slots * s->stride);
  s->fingerprint = o->record == NULL ? 0 : evo_shm_fingerprint(o->record, strlen(o->record));
  s->fd = openat(s->dir_fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, evo_shm_mode_(o));
  if (s->fd < 0) {
    return evo_shm_from_errno_();
  }
  struct stat status;
  if (!evo_shm_lock_(s->fd, F_OFD_SETLK, F_WRLCK, EVO_SHM_LOCK_OWNER_OFFSET)
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
  if (classic) {
    evo_shm_put_classic_header_(s);
  } else {
    evo_shm_put_slotted_header_(s, o);
  }
  uint64_t even = (version + 1) & ~UINT64_C(1);
  /* Classic has no slot version to say "no value yet": until the first write it is half written. */
  uint64_t first = classic && even != 0 ? even | 1 : even;
  evo_shm_store_relaxed64_(s->version, first);
  s->k = even >> 1;
  evo_shm_put_owner_(s, self);
  evo_shm_put_state_(s, EVO_SHM_STATE_ACTIVE);
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

/* Marks a file that we have not mapped as RETIRED, so that its readers move on. */
static inline void evo_shm_retire_found_(const evo_shm_found_ *f) {
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", f->fd);
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) {
    return; /* it loses its name too, which readers see by themselves */
  }
  uint32_t state = EVO_SHM_STATE_RETIRED;
  uint64_t version = (f->version | 1) + 2;
  int classic = f->layout == EVO_SHM_LAYOUT_CLASSIC;
  off_t at = classic ? EVO_SHM_CLASSIC_STATE_OFFSET : EVO_SHM_SLOTTED_STATE_OFFSET;
  ssize_t done = classic ? pwrite(fd, &version, sizeof version, EVO_SHM_CLASSIC_VERSION_OFFSET) : 8;
  if (done == 8) {
    done = pwrite(fd, &state, sizeof state, at);
  }
  close(fd);
}

/* What a claimant may do with a file of the name. OK: it is an orphan. */
static inline int evo_shm_judge_(const evo_shm_owner_ *self, const evo_shm_found_ *f) {
  if (f->state == EVO_SHM_STATE_NONE) {
    return EVO_SHM_ERR_ALREADY_EXISTS; /* a foreign classic writer: death cannot be proven here */
  }
  if (f->status.st_uid != geteuid()) {
    return EVO_SHM_ERR_ALREADY_EXISTS;
  }
  int fate = f->owner_known ? evo_shm_fate_(self, &f->owner) : (int)EVO_SHM_PROCESS_UNSEEN_;
  if (f->held && f->state == EVO_SHM_STATE_ACTIVE && fate != EVO_SHM_PROCESS_DEAD_) {
    return fate == EVO_SHM_PROCESS_EXITING_ ? EVO_SHM_AGAIN_ : EVO_SHM_ERR_SEGMENT_BUSY;
  }
  if (f->state == EVO_SHM_STATE_PARKED && evo_shm_now() < f->owner.parked_until
      && (fate == EVO_SHM_PROCESS_ALIVE_ || fate == EVO_SHM_PROCESS_UNSEEN_)) {
    return EVO_SHM_ERR_SEGMENT_BUSY;
  }
  return EVO_SHM_OK;
}

/* Looks at every file of the name; the orphan of the highest generation, if any, is left open. */
static inline int evo_shm_survey_(const evo_shm *s, const evo_shm_owner_ *self,
                                  evo_shm_found_ *best) {
  DIR *list = evo_shm_list_(s->dir_fd);
  if (list == NULL) {
    return evo_shm_from_errno_();
  }
  best->fd = -1;
  int result = EVO_SHM_OK;
  evo_shm_found_ found;
  for (const char *file;
       result == EVO_SHM_OK && (file = evo_shm_next_file_(list, s->name)) != NULL;) {
    int seen = evo_shm_inspect_(s->dir_fd, file, s->name, &found);
    int damaged = seen == EVO_SHM_ERR_CORRUPT || seen == EVO_SHM_ERR_UNSUPPORTED;
    if (damaged && found.held) {
      result = EVO_SHM_ERR_ALREADY_EXISTS; /* somebody owns it whatever it is, a later format say */
    }
    if (seen != EVO_SHM_OK) {
      continue; /* not this segment; if it sits on our path, linkat says so */
    }
    result = evo_shm_judge_(self, &found);
    int keep = result == EVO_SHM_OK && found.state != EVO_SHM_STATE_RETIRED
               && (best->fd < 0 || found.owner.generation > best->owner.generation);
    if (keep && best->fd >= 0) {
      close(best->fd);
    }
    if (keep) {
      *best = found;
    } else {
      close(found.fd);
    }
  }
  closedir(list);
  if (result != EVO_SHM_OK && best->fd >= 0) {
    close(best->fd);
    best->fd = -1;
  }
  return result;
}

/* Removes every file of the name but one; the survey has found them all to be orphans. */
static inline int evo_shm_sweep_(const evo_shm *s, const evo_shm_guard_ *g,
                                 const evo_shm_found_ *keep) {
  char temporary[80];
  DIR *list = evo_shm_list_(s->dir_fd);
  if (list == NULL) {
    return evo_shm_from_errno_();
  }
  int result = evo_shm_guard_holds_(s->dir_fd, g) ? EVO_SHM_OK : EVO_SHM_AGAIN_;
  if (result == EVO_SHM_OK) {
    snprintf(temporary, sizeof temporary, ".evo-%s.new", s->name);
    unlinkat(s->dir_fd, temporary, 0);
  }
  evo_shm_found_ found;
  for (const char *file;
       result == EVO_SHM_OK && (file = evo_shm_next_file_(list, s->name)) != NULL;) {
    if ((keep->fd >= 0 && strcmp(file, keep->file) == 0)
        || evo_shm_inspect_(s->dir_fd, file, s->name, &found) != EVO_SHM_OK) {
      continue;
    }
    if (!evo_shm_guard_holds_(s->dir_fd, g)) {
      result = EVO_SHM_AGAIN_;
    } else {
      evo_shm_retire_found_(&found);
      evo_shm_meta_remove_(s->dir_fd, s->name, found.status.st_ino);
      unlinkat(s->dir_fd, found.file, 0);
    }
    close(found.fd);
  }
  closedir(list);
  return result;
}

/* Whether the orphan can go on as it is: readers stay attached. */
static inline int evo_shm_fits_(const evo_shm_found_ *f, const evo_shm_options *o) {
  if (f->layout != o->layout) {
    return 0;
  }
  if (o->layout == EVO_SHM_LAYOUT_CLASSIC) {
    return evo_shm_u64_(f, EVO_SHM_CLASSIC_SIZE_OFFSET) == o->size;
  }
  uint64_t fingerprint = o->record == NULL ? 0 : evo_shm_fingerprint(o->record, strlen(o->record));
  size_t module = strlen(o->module);
  return evo_shm_u64_(f, EVO_SHM_SLOTTED_SIZE_OFFSET) == o->size
         && evo_shm_u64_(f, EVO_SHM_SLOTTED_CAPACITY_OFFSET) == o->capacity
         && evo_shm_u32_(f, EVO_SHM_SLOTTED_SLOTS_OFFSET) == o->slots
         && evo_shm_u32_(f, EVO_SHM_SLOTTED_FLAGS_OFFSET) == o->flags
         && evo_shm_u64_(f, EVO_SHM_SLOTTED_FINGERPRINT_OFFSET) == fingerprint
         && evo_shm_u32_(f, EVO_SHM_SLOTTED_MODULE_LENGTH_OFFSET) == module
         && memcmp(f->header.bytes + EVO_SHM_SLOTTED_MODULE_OFFSET, o->module, module) == 0
         && (f->status.st_mode & 0777) == evo_shm_mode_(o)
         && (o->group == (gid_t)-1 || f->status.st_gid == o->group);
}

/* Takes the orphan over in place. AGAIN: it cannot be locked (an heir, or a reader in the way). */
static inline int evo_shm_adopt_(evo_shm *s, const evo_shm_found_ *f, const evo_shm_options *o,
                                 const evo_shm_owner_ *self) {
  struct stat mine;
  s->fd = openat(s->dir_fd, f->file, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (s->fd < 0 || !evo_shm_lock_(s->fd, F_OFD_SETLK, F_WRLCK, EVO_SHM_LOCK_OWNER_OFFSET)
      || fstat(s->fd, &mine) != 0 || mine.st_ino != f->status.st_ino
      || !evo_shm_names_(s->dir_fd, f->file, mine.st_dev, mine.st_ino)) {
    return EVO_SHM_AGAIN_;
  }
  evo_shm_bind_(s, f);
  s->flags = o->flags; /* classic keeps none in the file */
  s->generation = f->owner.generation + 1;
  int result = evo_shm_attach_(s, s->fd, evo_shm_first_slot_(s));
  if (result != EVO_SHM_OK) {
    return result;
  }
  s->k = evo_shm_load_acquire64_(s->version) >> 1;
  evo_shm_put_owner_(s, self);
  evo_shm_put_state_(s, EVO_SHM_STATE_ACTIVE);
  return EVO_SHM_OK;
}

/* Gives the file its name: over the orphan's when there is one of the same layout. */
static inline int evo_shm_publish_(evo_shm *s, const evo_shm_found_ *orphan,
                                   const evo_shm_options *o, const evo_shm_owner_ *self) {
  char temporary[80];
  if (orphan->fd >= 0 && orphan->layout == o->layout) {
    snprintf(s->file, sizeof s->file, "%s", orphan->file);
    snprintf(temporary, sizeof temporary, ".evo-%s.new", s->name);
    int result = evo_shm_link_(s, temporary);
    if (result == EVO_SHM_OK && renameat(s->dir_fd, temporary, s->dir_fd, s->file) != 0) {
      result = evo_shm_from_errno_();
      unlinkat(s->dir_fd, temporary, 0);
    }
    return result;
  }
  if (o->layout == EVO_SHM_LAYOUT_CLASSIC) {
    snprintf(s->file, sizeof s->file, "evo_%s_%u", s->name, self->pid);
  } else {
    snprintf(s->file, sizeof s->file, "evo_%s_%s_%u", o->module, s->name, self->pid);
  }
  int result = evo_shm_link_(s, s->file);
  if (result == EVO_SHM_OK && orphan->fd >= 0 && unlinkat(s->dir_fd, orphan->file, 0) != 0) {
    result = evo_shm_from_errno_();
  }
  return result;
}

static inline int evo_shm_succeed_(evo_shm *s, const evo_shm_guard_ *g, evo_shm_found_ *orphan,
                                   const evo_shm_options *o, const evo_shm_owner_ *self) {
  int fits = orphan->fd >= 0 && evo_shm_fits_(orphan, o);
  int result = fits ? evo_shm_adopt_(s, orphan, o, self) : (int)EVO_SHM_AGAIN_;
  if (result != EVO_SHM_AGAIN_) {
    return result;
  }
  evo_shm_release_(s);
  s->generation = orphan->fd >= 0 ? orphan->owner.generation + 1 : 1;
  /* The orphan's last writer may have gone on after it was inspected: take its version now. */
  uint64_t version = 0;
  off_t at = orphan->layout == EVO_SHM_LAYOUT_CLASSIC ? EVO_SHM_CLASSIC_VERSION_OFFSET
                                                      : EVO_SHM_SLOTTED_VERSION_OFFSET;
  if (orphan->fd >= 0
      && pread(orphan->fd, &version, sizeof version, at) != (ssize_t)sizeof version) {
    return EVO_SHM_AGAIN_;
  }
  orphan->version = version;
  result = evo_shm_build_(s, o, self, version);
  if (result == EVO_SHM_OK && !evo_shm_guard_holds_(s->dir_fd, g)) {
    result = EVO_SHM_AGAIN_;
  }
  if (result == EVO_SHM_OK) {
    result = evo_shm_publish_(s, orphan, o, self);
  }
  return result;
}

static inline void evo_shm_withdraw_(evo_shm *s, int adopted) {
  if (!adopted && s->base != NULL) {
    evo_shm_put_state_(s, EVO_SHM_STATE_RETIRED);
    if (s->file[0] != 0 && evo_shm_names_(s->dir_fd, s->file, s->dev, s->ino)) {
      unlinkat(s->dir_fd, s->file, 0);
    }
  }
  evo_shm_release_(s);
}

/* One claim under the maintenance lock. */
static inline int evo_shm_claim_(evo_shm *s, const evo_shm_guard_ *g, const evo_shm_options *o,
                                 const evo_shm_owner_ *self) {
  evo_shm_found_ orphan;
  memset(&orphan, 0, sizeof orphan);
  int result = evo_shm_survey_(s, self, &orphan);
  if (result == EVO_SHM_OK) {
    result = evo_shm_sweep_(s, g, &orphan);
  }
  if (result == EVO_SHM_OK) {
    result = evo_shm_succeed_(s, g, &orphan, o, self);
  }
  int adopted = orphan.fd >= 0 && s->ino == orphan.status.st_ino;
  if (result == EVO_SHM_OK) {
    if (orphan.fd >= 0 && !adopted) {
      evo_shm_retire_found_(&orphan);
    }
    result = evo_shm_meta_write_(s, evo_shm_mode_(o), o->group);
  }
  if (result == EVO_SHM_OK && !evo_shm_guard_holds_(s->dir_fd, g)) {
    result = EVO_SHM_AGAIN_;
  }
  if (result != EVO_SHM_OK) {
    evo_shm_withdraw_(s, adopted);
  }
  if (orphan.fd >= 0) {
    close(orphan.fd);
  }
  return result;
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
                           : EVO_SHM_FLAG_COMMIT_TIME_MASK | EVO_SHM_FLAG_SLOT_CRC;
  int sound = evo_shm_geometry_is_sound_(o->size, o->capacity, o->slots) && (o->flags & ~known) == 0
              && (o->flags & EVO_SHM_FLAG_COMMIT_TIME_MASK) != 3
              && (!classic || (o->slots == 1 && o->capacity == o->size && o->record == NULL));
  return sound ? EVO_SHM_OK : EVO_SHM_ERR_INVALID_RANGE;
}

/*
 * Creates the segment, or takes over what a dead writer left: with the same geometry in place, so
 * that readers stay attached, otherwise as a new generation whose version goes on upwards. Blocks
 * up to 2 s while others create or remove the name or a killed owner is still exiting.
 */
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
      evo_shm_wait_1ms_();
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

/* No more values; what was read of it from now on is refused. */
static inline void evo_shm_retire_(evo_shm *s) {
  if (s->layout == EVO_SHM_LAYOUT_CLASSIC) {
    evo_shm_store_release64_(s->version, (2 * s->k | 1) + 2);
  }
  evo_shm_put_state_(s, EVO_SHM_STATE_RETIRED);
  evo_shm_fence_full_();
}

static inline int evo_shm_remove_(evo_shm *s) {
  evo_shm_owner_ self;
  evo_shm_guard_ guard;
  int result = evo_shm_self_(&self);
  if (result == EVO_SHM_OK) {
    uint64_t deadline = evo_shm_now() + EVO_SHM_LOCK_WAIT_NS;
    result = evo_shm_guard_enter_(s->dir_fd, s->name, &self, deadline, &guard);
  }
  evo_shm_retire_(s);
  if (result != EVO_SHM_OK) {
    return result;
  }
  if (evo_shm_guard_holds_(s->dir_fd, &guard)
      && evo_shm_names_(s->dir_fd, s->file, s->dev, s->ino)) {
    evo_shm_meta_remove_(s->dir_fd, s->name, s->ino);
    unlinkat(s->dir_fd, s->file, 0);
  }
  evo_shm_lock_(s->fd, F_OFD_SETLK, F_UNLCK, EVO_SHM_LOCK_OWNER_OFFSET);
  evo_shm_guard_leave_(s->dir_fd, &guard);
  return EVO_SHM_OK;
}

/*
 * Gives the handle up. A writer retires the segment and removes its files; when the maintenance
 * lock cannot be had in 2 s the retired file stays for the next claimant or cleaner, and the result
 * says so. In a forked child it only closes what the child inherited.
 */
static inline int evo_shm_close(evo_shm *s) {
  int result = EVO_SHM_OK;
  if (s->writer && s->base != NULL && s->pid == getpid()) {
    result = evo_shm_remove_(s);
  }
  evo_shm_free_(s);
  return result;
}

#endif /* EVO_SHM_H */

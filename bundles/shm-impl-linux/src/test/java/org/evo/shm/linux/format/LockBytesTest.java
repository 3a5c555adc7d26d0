// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.evo.shm.linux.identity.BootId;
import org.evo.shm.linux.identity.LockTaker;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockBytesTest {

  private static final BootId BOOT = new BootId(1, 2);

  private static ProcessIdentity process(long namespace, int pid, long ticks) {
    return new ProcessIdentity(BOOT, namespace, pid, ticks);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0, 0",
    "1, 1, 4026531836, 1, 0xFFFFFFC",
    "4194303, 8589934591, 4026532999, 8589934591, 0x487",
    "4194303, 8589934592, 0xFFFFFFFF, 0, 0xFFFFFFF",
    "77, 123456789012, 0x10000001, 3197704724, 1"
  })
  void shouldTellTheTakerOfAnOwnersLock(
      int pid, long ticks, String namespace, long keptTicks, String tag) {
    ByteRange lock = LockBytes.owner(process(Long.decode(namespace), pid, ticks));
    assertTrue(lock.start() <= LockBytes.OWNER_OFFSET && lock.end() > LockBytes.OWNER_OFFSET);
    assertTrue(lock.start() > LockBytes.ANNOUNCEMENT_OFFSET + LockBytes.ANNOUNCEMENT_LENGTH);
    assertTrue(lock.end() <= LockBytes.READER_OFFSET);
    assertEquals(
        Optional.of(new LockTaker(pid, keptTicks, 33, Long.decode(tag))), LockBytes.ownerOf(lock));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0, 0",
    "1, 1023, 4026531836, 1023, 0xFFFFFFC",
    "4194303, 1024, 0xFFFFFFFF, 0, 0xFFFFFFF",
    "4194303, 8589934591, 0xFFFFFFFF, 1023, 0xFFFFFFF"
  })
  void shouldTellWhoAnnounced(int pid, long ticks, String namespace, long keptTicks, String tag) {
    ByteRange lock = LockBytes.announcement(process(Long.decode(namespace), pid, ticks));
    assertTrue(lock.start() >= LockBytes.ANNOUNCEMENT_OFFSET);
    assertTrue(lock.end() <= LockBytes.ANNOUNCEMENT_OFFSET + LockBytes.ANNOUNCEMENT_LENGTH);
    assertEquals(
        Optional.of(new LockTaker(pid, keptTicks, 10, Long.decode(tag))),
        LockBytes.announcerOf(lock));
  }

  @Test
  void shouldKeepAnnouncementsOfDifferentPidsAndNamespacesApart() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      int pid = 1 + random.nextInt(4194302);
      long namespace = 0xF0000000L + random.nextInt(1 << 27);
      ByteRange one = LockBytes.announcement(process(namespace, pid, random.nextLong()));
      assertTrue(one.end() <= LockBytes.announcement(process(namespace, pid + 1, 0)).start());
      assertTrue(one.end() <= LockBytes.announcement(process(namespace + 1, pid, 0)).start());
    }
  }

  @Test
  void shouldCallATakerUnknownWhenTheLockTellsNoProcess() {
    long owner = LockBytes.OWNER_OFFSET;
    assertEquals(Optional.empty(), LockBytes.ownerOf(new ByteRange(owner, 1)));
    assertEquals(Optional.empty(), LockBytes.ownerOf(new ByteRange(owner - 5, 6)));
    assertEquals(Optional.empty(), LockBytes.ownerOf(new ByteRange(0, Long.MAX_VALUE)));
    assertEquals(Optional.empty(), LockBytes.ownerOf(new ByteRange(owner, 1 + (1 << 22))));
    assertEquals(Optional.empty(), LockBytes.ownerOf(new ByteRange(owner - (1L << 61), 1L << 62)));
    assertEquals(
        Optional.empty(),
        LockBytes.announcerOf(
            new ByteRange(LockBytes.ANNOUNCEMENT_OFFSET, LockBytes.ANNOUNCEMENT_LENGTH)));
  }

  @Test
  void shouldPlaceReadersBehindEveryOwnersLock() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long base = LockBytes.randomReaderBase(random);
      assertTrue(base >= LockBytes.READER_OFFSET);
      assertTrue(base <= Long.MAX_VALUE - LockBytes.READER_STEP);
    }
  }
}

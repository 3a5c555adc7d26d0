// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.posix.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReaderCountTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private final List<LinuxSharedMemory> clients = new ArrayList<>();
  private final List<Descriptor> descriptors = new ArrayList<>();
  private ClaimFixture fixture;
  private OwnedSegment segment;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
    segment = fixture.claim(SegmentLayout.SLOTTED);
  }

  @AfterEach
  void close() throws IOException {
    clients.forEach(LinuxSharedMemory::close);
    for (Descriptor descriptor : descriptors) {
      descriptor.close();
    }
    fixture.close();
  }

  private Descriptor descriptor() throws IOException {
    Descriptor descriptor = fixture.posix.openExisting(segment.path(), false);
    descriptors.add(descriptor);
    return descriptor;
  }

  private int count() throws IOException {
    try (Descriptor file = fixture.posix.openExisting(segment.path(), false)) {
      return ReaderCount.of(file);
    }
  }

  @Test
  void shouldBeZeroWithoutReadersThoughAWriterHoldsItsLock() throws IOException {
    assertEquals(0, count());
  }

  @Test
  void shouldCountEveryHandleOfEveryClient() throws IOException {
    List<SegmentReader> readers = new ArrayList<>();
    for (int c = 0; c < 5; c++) {
      LinuxSharedMemory client = fixture.client();
      clients.add(client);
      for (int i = 0; i < 20; i++) {
        readers.add(client.attachReader("seg"));
        assertEquals(readers.size(), count());
      }
    }
    for (int i = readers.size(); i > 0; i--) {
      readers.get(i - 1).close();
      readers.get(i - 1).close();
      assertEquals(i - 1, count());
    }
  }

  @Test
  void shouldForgetReadersWhoseProcessDies() throws IOException {
    Descriptor dying = descriptor();
    assertTrue(dying.tryLockShared(LockBytes.READER_OFFSET + 10, 1000));
    assertEquals(1000, count());
    dying.close();
    assertEquals(0, count());
  }

  /** Whatever order the kernel reports them in. */
  @Test
  void shouldCountRunsOfManyProcessesInAnyOrder() throws IOException {
    Random random = new Random(1);
    int expected = 0;
    for (int i = 0; i < 300; i++) {
      int handles = 1 + random.nextInt(50);
      assertTrue(descriptor().tryLockShared(LockBytes.randomReaderBase(random), handles));
      expected += handles;
    }
    assertEquals(expected, count());
  }

  @Test
  void shouldCountTheFirstAndTheLastBytePossible() throws IOException {
    assertTrue(descriptor().tryLockShared(LockBytes.READER_OFFSET, 1));
    assertTrue(descriptor().tryLockShared(Long.MAX_VALUE - 1, 1));
    assertEquals(2, count());
  }

  @Test
  void shouldNotOverflowWhenSomebodyLocksEverything() throws IOException {
    assertTrue(
        descriptor()
            .tryLockShared(LockBytes.READER_OFFSET, Long.MAX_VALUE - LockBytes.READER_OFFSET));
    assertEquals(Integer.MAX_VALUE, count());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldFollowReadersToTheNextGeneration(SegmentLayout layout) throws IOException {
    LinuxSharedMemory client = fixture.client();
    clients.add(client);
    SegmentReader one = client.attachReader("seg");
    SegmentReader two = client.attachReader("seg");
    ClaimFixture.write(segment, 1);
    ClaimFixture.crash(segment);
    Path old = segment.path();
    segment = fixture.claim(ClaimFixture.spec(layout).sizeBytes(16384).build());
    assertEquals(0, count(), "nobody has noticed yet; old file " + old);
    ClaimFixture.write(segment, 2);
    one.read(new byte[16384]);
    assertEquals(1, count());
    two.read(new byte[16384]);
    assertEquals(2, count());
  }
}

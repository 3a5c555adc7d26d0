// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evo.shm.SegmentReader;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.format.ClassicFormat;
import org.evo.shm.spi.ProbeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignClassicLivenessTest {

  private static final int SIZE = 4096;

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private Path plant(long version, int readers) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(128 + SIZE).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(ClassicFormat.MAGIC_OFFSET, ClassicFormat.MAGIC);
    b.putLong(ClassicFormat.VERSION_OFFSET, version);
    b.putInt(ClassicFormat.WRITER_PID_OFFSET, (int) ProcessHandle.current().pid());
    b.putInt(ClassicFormat.READER_COUNT_OFFSET, readers);
    b.putLong(ClassicFormat.SIZE_OFFSET, SIZE);
    return Files.write(path.resolve("evo_seg_77"), b.array());
  }

  /** It takes no lock, so a free lock says nothing: its liveness is UNKNOWN. */
  @Test
  void shouldNotBeCalledDeadWhileItIsInsideAWrite() throws IOException {
    plant(7, 0);
    try (LinuxSharedMemory client = new ClaimFixture(path).client();
        SegmentReader reader = client.attachReader("seg")) {
      assertThrows(VersionConflictException.class, () -> reader.read(new byte[SIZE]));
    }
  }

  @Test
  void shouldNotHaveANegativeNumberOfReaders() throws IOException {
    Path file = plant(2, -1);
    ClaimFixture fixture = new ClaimFixture(path);
    ProbeResult result =
        new SegmentInspector(fixture.posix, fixture.directory, fixture.processes).probe(file);
    int readers = assertInstanceOf(ProbeResult.Segment.class, result).info().activity().readers();
    assertTrue(readers >= 0, readers + " readers");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.spi.ProbeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction outlasts the close of its writer, which others keep waiting for the lock. */
class LateCommitTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  @Test
  void shouldNotBringARetiredSegmentBack()
      throws IOException, InterruptedException, ExecutionException {
    LinuxPlatform platform = new LinuxPlatform(LinuxSettings.inDirectory(directory));
    LinuxSharedMemory memory = new LinuxSharedMemory(platform);
    SegmentWriter writer =
        memory.createWriter(SegmentSpec.named("seg").sizeBytes(4096).slots(4).build());
    writer.write(new byte[] {1});
    SegmentReader reader = memory.attachReader("seg");
    Path file = writer.info().file();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Path lockFile = Files.createFile(directory.resolve(".evo-seg.lock"));
    try (Descriptor lock = new Posix().openExisting(lockFile, true)) {
      assertTrue(lock.tryLockExclusive(LockBytes.OWNER_OFFSET, 1));
      writer.begin().putByte(0, (byte) 2);
      Future<?> closing = threads.submit(writer::close);
      await()
          .until(
              () ->
                  platform.probe().probe(file) instanceof ProbeResult.Segment s && !s.attachable());
      assertThrows(HandleClosedException.class, writer::commit);
      lock.close();
      closing.get();
    } finally {
      threads.shutdownNow();
    }
    assertThrows(NotFoundException.class, () -> reader.read(new byte[4096]));
    assertEquals(0, ProcessResources.files(directory).size());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.evo.shm.linux.CrashingWriter.SIZE;
import static org.evo.shm.linux.CrashingWriter.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.error.WriterDeadException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer in another process halts without a word, while a reader here is attached. */
class CrashedProcessTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private LinuxSharedMemory memory;

  @BeforeEach
  void open() {
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private ChildJvm start(SegmentLayout layout, boolean insideAWrite) throws IOException {
    ChildJvm child =
        ChildJvm.start(
            CrashingWriter.class,
            List.of(),
            directory.toString(),
            layout.name(),
            Boolean.toString(insideAWrite));
    assertEquals("ready", child.line());
    return child;
  }

  private static void crash(ChildJvm child) throws IOException, InterruptedException {
    child.proceed();
    assertEquals(CrashingWriter.EXIT_CODE, child.awaitEnd());
  }

  private void shouldBeOwnedBy(ChildJvm child, SegmentReader reader, SegmentLayout layout) {
    assertEquals(Liveness.ALIVE, reader.info().owner().liveness());
    assertEquals(child.pid(), reader.info().owner().pid());
    SegmentBusyException busy =
        assertThrows(
            SegmentBusyException.class, () -> memory.createWriter(CrashingWriter.spec(layout)));
    assertTrue(busy.reason().contains("process " + child.pid()), busy.reason());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldBeTakenOverWhereTheDeadProcessStopped(SegmentLayout layout)
      throws IOException, InterruptedException {
    byte[] copy = new byte[SIZE];
    try (ChildJvm child = start(layout, false)) {
      SegmentReader reader = memory.attachReader("seg");
      shouldBeOwnedBy(child, reader, layout);
      crash(child);
      assertEquals(Liveness.DEAD, reader.info().owner().liveness());
      reader.read(copy);
      assertArrayEquals(value(3), copy);
      SegmentWriter heir = memory.createWriter(CrashingWriter.spec(layout));
      assertEquals(6, heir.version());
      assertEquals(8, heir.writeAt(0, new byte[] {9}, 0, 1));
      reader.read(copy);
      assertEquals(9, copy[0]);
      assertEquals(3, copy[1]);
      assertEquals(1, reader.info().activity().readers());
      assertEquals(2, reader.info().owner().generation());
      assertEquals(ProcessHandle.current().pid(), reader.info().owner().pid());
    }
  }

  @Test
  void shouldKeepTheLastValueOfAProcessThatDiedInsideAWrite()
      throws IOException, InterruptedException {
    byte[] copy = new byte[SIZE];
    try (ChildJvm child = start(SegmentLayout.SLOTTED, true)) {
      SegmentReader reader = memory.attachReader("seg");
      crash(child);
      for (int i = 0; i < 3; i++) {
        reader.read(copy);
        assertArrayEquals(value(3), copy);
      }
      assertTrue(reader.info().activity().writeInProgress());
      SegmentWriter heir = memory.createWriter(CrashingWriter.spec(SegmentLayout.SLOTTED));
      reader.read(copy);
      assertArrayEquals(value(3), copy);
      assertEquals(8, heir.write(value(4)));
      reader.read(copy);
      assertArrayEquals(value(4), copy);
    }
  }

  @Test
  void shouldSayThatTheWriterDiedInsideItsOnlySlotUntilAWholeValueIsWritten()
      throws IOException, InterruptedException {
    byte[] copy = new byte[SIZE];
    try (ChildJvm child = start(SegmentLayout.CLASSIC, true)) {
      SegmentReader reader = memory.attachReader("seg");
      assertThrows(VersionConflictException.class, () -> reader.read(copy));
      crash(child);
      assertThrows(WriterDeadException.class, () -> reader.read(copy));
      assertThrows(WriterDeadException.class, reader::beginRead);
      SegmentWriter heir = memory.createWriter(CrashingWriter.spec(SegmentLayout.CLASSIC));
      assertThrows(VersionConflictException.class, () -> heir.writeAt(0, copy, 0, 1));
      assertThrows(VersionConflictException.class, heir::beginUpdate);
      assertThrows(VersionConflictException.class, () -> reader.read(copy));
      assertEquals(8, heir.write(value(4)));
      reader.read(copy);
      assertArrayEquals(value(4), copy);
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldBeReplacedByAnotherSizeWithReadersFollowing(SegmentLayout layout)
      throws IOException, InterruptedException {
    byte[] copy = new byte[2 * SIZE];
    try (ChildJvm child = start(layout, true)) {
      SegmentReader reader = memory.attachReader("seg");
      crash(child);
      SegmentWriter heir =
          memory.createWriter(
              org.evo.shm.SegmentSpec.named("seg")
                  .module("test")
                  .layout(layout)
                  .sizeBytes(2 * SIZE)
                  .build());
      assertTrue(heir.write(new byte[2 * SIZE]) > 6);
      assertEquals(2 * SIZE, reader.read(copy));
      assertTrue(reader.lastReadVersion() > 6);
      heir.close();
      assertEquals(List.of(), ProcessResources.files(directory));
    }
  }
}

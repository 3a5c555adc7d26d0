// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process is killed, and a child of it that lives on has inherited its locks. */
class InheritedLocksIT {

  private static final Duration START = Duration.ofSeconds(30);
  private static final int SIZE = 4096;

  @TempDir static Path programs;

  private static CPeer peer;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private Optional<ProcessHandle> heir = Optional.empty();

  @BeforeAll
  static void compile() {
    peer = CPrograms.peer(programs);
  }

  @AfterEach
  void endHeir() {
    heir.ifPresent(ProcessHandle::destroyForcibly);
  }

  private ChildProcess startHolder(String what) {
    ChildProcess holder = peer.start("heir", directory.toString(), "seg", what);
    await().atMost(START).until(() -> !holder.isAlive() || !holder.out().isEmpty());
    assertTrue(holder.isAlive(), holder.transcript());
    heir = ProcessHandle.of(Long.parseLong(holder.out().get(0).split(" ")[1]));
    return holder;
  }

  private void assertHeirLives() {
    assertTrue(heir.orElseThrow().isAlive(), "the child went with its parent");
  }

  private LinuxSharedMemory client() {
    return new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
  }

  private static SegmentSpec.Builder spec() {
    return SegmentSpec.named("seg").module("peer").sizeBytes(SIZE).slots(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "both"})
  void shouldClaimAnewInJavaAtOnceAndTakeReadersAlong(String what) {
    try (LinuxSharedMemory client = client();
        ChildProcess holder = startHolder(what);
        SegmentReader reader = client.attachReader("seg")) {
      assertEquals(SIZE, reader.read(new byte[SIZE]));
      holder.kill();
      try (SegmentWriter writer = client.createWriter(spec().build())) {
        assertEquals(2, writer.info().owner().generation());
        long version = writer.write(new byte[] {7});
        assertTrue(version > 2, "version " + version);
        assertEquals(1, reader.read(new byte[SIZE]));
        assertHeirLives();
      }
      assertEquals(List.of(), EvoTool.in(directory).files());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "lock", "both"})
  void shouldClaimAnewInCAtOnce(String what) {
    try (ChildProcess holder = startHolder(what)) {
      holder.kill();
    }
    try (ChildProcess writer =
        peer.start("write", directory.toString(), "seg", "slotted", "4096", "4", "10", "0")) {
      assertEquals(0, writer.awaitExit(), writer.transcript());
      assertHeirLives();
    }
    assertEquals(List.of(), EvoTool.in(directory).files());
  }

  /** The holder of the maintenance lock has written nothing anywhere when it dies. */
  @Test
  void shouldPassByTheHeirOfAHolderOfTheMaintenanceLock() {
    try (ChildProcess holder = startHolder("lock")) {
      holder.kill();
    }
    try (LinuxSharedMemory client = client();
        SegmentWriter writer = client.createWriter(spec().build())) {
      assertEquals(1, writer.info().owner().generation());
      assertEquals(2, EvoTool.in(directory).files().size());
      assertHeirLives();
    }
    assertEquals(List.of(), EvoTool.in(directory).files());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {

  private static final String OWN_PID = ProcessHandle.current().pid() + "\n";

  @TempDir Path directory;

  @Test
  void shouldHoldThePidOfThisProcessUntilItIsClosed() throws Exception {
    Path file = directory.resolve("lock");

    try (InstanceLock lock = InstanceLock.acquire(file, "one")) {
      // Reading it here would give the lock up, and the lock is not the subject.
      assertEquals(OWN_PID, Files.readString(file));
    }

    assertFalse(Files.exists(file));
  }

  @Test
  void shouldTakeOverAFileThatAKilledProcessLeft() throws Exception {
    Path file = Files.writeString(directory.resolve("lock"), "4194304000\n");

    try (InstanceLock lock = InstanceLock.acquire(file, "one")) {
      assertEquals(OWN_PID, Files.readString(file));
    }
  }

  @Test
  void shouldNameTheHolderAndTheWayOut() throws Exception {
    Path file = directory.resolve("lock");

    try (InstanceLock lock = InstanceLock.acquire(file, "one")) {
      RunRefusedException refusal =
          assertThrows(RunRefusedException.class, () -> InstanceLock.acquire(file, "one"));

      assertTrue(refusal.report().message().contains(OWN_PID.strip()));
      assertTrue(refusal.report().remedy().contains("--instance"));
    }
  }

  @Test
  void shouldBeFreeAgainAfterItWasClosed() throws Exception {
    Path file = directory.resolve("lock");
    InstanceLock.acquire(file, "one").close();

    try (InstanceLock lock = InstanceLock.acquire(file, "one")) {
      assertTrue(Files.exists(file));
    }
  }
}

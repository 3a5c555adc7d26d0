// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evo.shm.linux.identity.ProcessTable.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

  private final ProcessTable table = new ProcessTable();
  private final ProcessIdentity self = table.self();

  private static ProcessIdentity identity(ProcessTable table, long pid) throws IOException {
    String stat = Files.readAllLines(Path.of("/proc/" + pid + "/stat")).get(0);
    long start = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    ProcessIdentity self = table.self();
    return new ProcessIdentity(self.boot(), self.pidNamespace(), (int) pid, start);
  }

  @Test
  void shouldKnowItself() throws IOException {
    assertEquals(ProcessHandle.current().pid(), self.pid());
    assertEquals(identity(table, self.pid()), self);
    assertEquals(self, new ProcessTable().self());
    assertEquals(Presence.RUNNING, table.presence(self));
  }

  @Test
  void shouldTellAnotherProcessWithTheSamePid() {
    ProcessIdentity before =
        new ProcessIdentity(self.boot(), self.pidNamespace(), self.pid(), self.startTicks() - 1);
    assertEquals(Presence.ENDED, table.presence(before));
  }

  @Test
  void shouldTakeAProcessOfAnEarlierBootForEnded() {
    BootId earlier = new BootId(self.boot().high() ^ 1, self.boot().low());
    assertNotEquals(earlier, self.boot());
    ProcessIdentity process =
        new ProcessIdentity(earlier, self.pidNamespace(), self.pid(), self.startTicks());
    assertEquals(Presence.ENDED, table.presence(process));
  }

  @Test
  void shouldSayNothingOfAProcessInAnotherNamespace() {
    ProcessIdentity stranger = new ProcessIdentity(self.boot(), self.pidNamespace() + 1, 1, 1);
    assertEquals(Presence.INVISIBLE, table.presence(stranger));
  }

  @Test
  void shouldJudgeTheTakerOfALockByWhatTheLockKeeps() {
    long tag = self.pidNamespace() & 0xFFF_FFFFL;
    long ticks = self.startTicks() & 1023;
    assertEquals(Presence.RUNNING, table.presence(new LockTaker(self.pid(), ticks, 10, tag)));
    assertEquals(
        Presence.RUNNING,
        table.presence(new LockTaker(self.pid(), self.startTicks() & 0x1_FFFF_FFFFL, 33, tag)));
    assertEquals(Presence.ENDED, table.presence(new LockTaker(self.pid(), ticks ^ 1, 10, tag)));
    assertEquals(Presence.INVISIBLE, table.presence(new LockTaker(1, ticks, 10, tag ^ 1)));
    assertEquals(Presence.ENDED, table.presence(new LockTaker((1 << 22) - 1, ticks, 10, tag)));
  }

  @Test
  void shouldTakeAPidThatCannotBeForEnded() {
    for (int pid : new int[] {0, -1, Integer.MAX_VALUE}) {
      ProcessIdentity none = new ProcessIdentity(self.boot(), self.pidNamespace(), pid, 1);
      assertEquals(Presence.ENDED, table.presence(none));
    }
  }

  @Test
  void shouldTellAStoppedProcessFromADeadOne() throws IOException, InterruptedException {
    Process child = new ProcessBuilder("sleep", "600").start();
    try {
      ProcessIdentity identity = identity(table, child.pid());
      assertEquals(Presence.RUNNING, table.presence(identity));
      signal("STOP", child.pid());
      assertEquals(Presence.RUNNING, table.presence(identity));
      signal("KILL", child.pid());
      await().until(() -> table.presence(identity) == Presence.ENDED);
    } finally {
      child.destroyForcibly();
    }
  }

  /** Its parent becomes a program that does not know of it. */
  @Test
  void shouldTakeAProcessThatNobodyReapsForEnded() throws IOException, InterruptedException {
    Process parent =
        new ProcessBuilder("sh", "-c", "sleep 600 >/dev/null & echo $!; exec cat").start();
    try {
      long pid = Long.parseLong(parent.inputReader().readLine());
      ProcessIdentity identity = identity(table, pid);
      assertEquals(Presence.RUNNING, table.presence(identity));
      signal("KILL", pid);
      await().until(() -> table.presence(identity) == Presence.ENDED);
      assertTrue(table.confirms(identity), "it is a zombie");
    } finally {
      parent.destroyForcibly();
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor());
  }

  /** Its name stands in the middle of the fields and looks like some of them. */
  @Test
  void shouldReadTheStateOfAProcessWithAnOddName(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path odd = directory.resolve("a) Z 1 (b");
    Files.copy(Path.of("/bin/sleep"), odd);
    Process child = new ProcessBuilder(odd.toString(), "600").start();
    try {
      await()
          .until(() -> Files.readString(Path.of("/proc/" + child.pid() + "/comm")).contains("Z 1"));
      assertEquals(Presence.RUNNING, table.presence(identity(table, child.pid())));
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}

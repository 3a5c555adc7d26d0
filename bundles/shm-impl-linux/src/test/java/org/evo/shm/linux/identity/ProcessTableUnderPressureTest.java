// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.linux.identity.ProcessTable.Presence;
import org.junit.jupiter.api.Test;

class ProcessTableUnderPressureTest {

  @Test
  void shouldNotCallALiveProcessEndedBecauseDescriptorsAreUsedUp() throws IOException {
    ProcessTable table = new ProcessTable();
    assertEquals(Presence.RUNNING, table.presence(table.self()));
    List<FileInputStream> hogs = new ArrayList<>();
    Object presence;
    try {
      exhaust(hogs);
      presence = presence(table);
    } finally {
      for (FileInputStream hog : hogs) {
        hog.close();
      }
    }
    if (presence instanceof Presence) {
      assertEquals(Presence.RUNNING, presence);
    }
  }

  /** It may say that it cannot tell, by any exception. */
  private static Object presence(ProcessTable table) {
    try {
      return table.presence(table.self());
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static void exhaust(List<FileInputStream> hogs) {
    try {
      while (true) {
        hogs.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException full) {
      // that is the point
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;

/**
 * A program that cleans a directory over and over, without a grace, until it is told to end; then
 * it says {@code tally} with the number of passes and of files removed.
 */
final class CleaningLoop {

  private static final long LONGEST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private CleaningLoop() {}

  public static void main(String[] args) throws Exception {
    Random random = new Random(ProcessHandle.current().pid());
    long passes = 0;
    long files = 0;
    try (LinuxSharedMemory memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(Path.of(args[0])))) {
      System.out.println("ready");
      while (System.in.available() == 0) {
        CleanupReport report = memory.cleanup(CleanupRequest.ALL.withGraceMs(0));
        passes++;
        files += report.filesRemoved();
        LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NS));
      }
    }
    System.out.println("tally " + passes + " " + files);
  }
}

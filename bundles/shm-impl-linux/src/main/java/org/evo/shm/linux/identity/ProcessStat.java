// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The part of /proc/PID/stat (proc(5)) that tells processes apart.
 *
 * @param startTicks when it started, in clock ticks since boot
 * @param exiting whether it has begun to exit
 * @param ended whether nothing is left of it but its number: a zombie has let go of everything,
 *     unless only its first thread is one
 */
record ProcessStat(long startTicks, boolean exiting, boolean ended) {

  /** Indexes behind the name: state is field 3, flags 9, threads 20, the start time 22. */
  private static final int STATE = 0;

  private static final int FLAGS = 6;
  private static final int THREADS = 17;
  private static final int START_TICKS = 19;
  private static final long PF_EXITING = 0x4;
  private static final long SIGKILL_BIT = 1L << (9 - 1);

  /** Empty when there is no such process, none any more, or /proc does not show it. */
  static Optional<ProcessStat> read(Path directory) {
    return content(directory.resolve("stat")).map(ProcessStat::parse);
  }

  private static ProcessStat parse(String stat) {
    // The name is in parentheses and may hold anything, so count from the last one.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    boolean zombie = fields[STATE].equals("Z");
    boolean leaving =
        zombie || fields[STATE].equals("X") || (Long.parseLong(fields[FLAGS]) & PF_EXITING) != 0;
    boolean alone = Long.parseLong(fields[THREADS]) == 1;
    return new ProcessStat(Long.parseLong(fields[START_TICKS]), leaving, zombie && alone);
  }

  /** Whether SIGKILL has been sent and not yet acted upon. */
  static boolean killPending(Path directory) {
    return content(directory.resolve("status")).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("SigPnd:") || line.startsWith("ShdPnd:"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGKILL_BIT) != 0);
  }

  /**
   * Empty when the process is gone, or hidden: also when it ends while it is read.
   *
   * @throws UncheckedIOException when it is there and cannot be read, for want of descriptors
   *     perhaps
   */
  private static Optional<String> content(Path file) {
    // A stream: an interrupt, which closes channels, must not make a dead process look alive.
    try (InputStream in = new FileInputStream(file.toFile())) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      if (Files.exists(file)) {
        throw new UncheckedIOException(e);
      }
      return Optional.empty();
    }
  }
}

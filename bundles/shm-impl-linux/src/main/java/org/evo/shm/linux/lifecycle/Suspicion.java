// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.nio.file.Path;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.spi.SegmentValidator.Finding;

/**
 * Something that looked wrong once. Files change while they are looked at, so it counts only when a
 * second look finds the same with the same file.
 *
 * @param file where
 * @param inode of that file, 0 when there is none
 * @param segment whose, empty where that is not known
 * @param problem what, without anything that changes by itself from look to look
 * @param remedy what to do about it
 * @param mending how it can be mended here
 */
record Suspicion(
    Path file, long inode, String segment, String problem, String remedy, Mending mending) {

  /** What mends it, provided that nobody owns the file. */
  enum Mending {
    /** Nothing that can be proven to be right. */
    NONE,

    /** Nothing: the file is damaged, and shows whoever looks for the cause what happened to it. */
    EVIDENCE,
    /** Removing what is abandoned. */
    REMOVAL,
    /** Writing the metadata anew, or removing them where there is no segment. */
    METADATA,
    /** Removing what a crash left on its way to its name. */
    LEFTOVER,
    /** Taking away the permissions that are too many. */
    PERMISSIONS
  }

  static Suspicion of(
      Path file,
      FileStatus status,
      String segment,
      String problem,
      String remedy,
      Mending mending) {
    return new Suspicion(file, status.inode(), segment, problem, remedy, mending);
  }

  /** What to do about a damaged file that nobody is proven to need. */
  static String damaged(Path file) {
    return "something else wrote to the file: find it; then remove it if no process uses it (fuser "
        + file
        + "; rm "
        + file
        + ")";
  }

  /** Whether another look found the same. */
  boolean isConfirmedBy(Suspicion other) {
    return file.equals(other.file) && inode == other.inode && problem.equals(other.problem);
  }

  Finding finding(boolean repaired) {
    return new Finding(file, segment, problem, remedy, repaired);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;
import org.evo.shm.linux.posix.FileStatus;

/** Whether others could do more with a file than they should, and whether it has one name only. */
final class PermissionCheck {

  /** The most that files of ours have: their owner everything, a group reading. */
  private static final int MOST = FileAccess.GROUP_MODE;

  /** Existing EVO processes give the permissions that they like; that all may write is wrong. */
  private static final int OTHERS_WRITE = 0002;

  /**
   * @param foreign whether an existing EVO process made it
   */
  List<Suspicion> check(Path file, FileStatus status, String segment, boolean foreign) {
    List<Suspicion> suspicions = new ArrayList<>();
    int many = status.permissions() & (foreign ? OTHERS_WRITE : ~MOST);
    if (many != 0) {
      suspicions.add(
          Suspicion.of(
              file,
              status,
              segment,
              "its mode is " + octal(status.permissions()) + ", more than " + octal(MOST),
              "chmod " + octal(status.permissions() & MOST) + " " + file,
              foreign ? Mending.NONE : Mending.PERMISSIONS));
    }
    if (status.links() > 1) {
      suspicions.add(
          Suspicion.of(
              file,
              status,
              segment,
              "it has " + status.links() + " names, so it stays when this one is removed",
              "find the others (find "
                  + file.getParent()
                  + " -xdev -inum "
                  + status.inode()
                  + ") and remove all but the one in its metadata",
              Mending.NONE));
    }
    return suspicions;
  }

  /** What is left of permissions that are too many. */
  static int reduced(FileStatus status) {
    return status.permissions() & MOST;
  }

  private static String octal(int mode) {
    return String.format("%04o", mode);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Posix;

/** Locks that others took. */
final class Takers {

  private Takers() {}

  /** A process that ended long ago. */
  static ProcessIdentity ended(ProcessTable processes) {
    ProcessIdentity self = processes.self();
    return new ProcessIdentity(self.boot(), self.pidNamespace(), self.pid(), 1);
  }

  /** A process that cannot be seen from here. */
  static ProcessIdentity invisible(ProcessTable processes) {
    return new ProcessIdentity(processes.self().boot(), 7, 1, 1);
  }

  /** Takes the owner's lock as {@code taker} would. */
  static Descriptor own(Path file, ProcessIdentity taker) throws IOException {
    return hold(file, LockBytes.owner(taker));
  }

  /** Announces as {@code taker} would. */
  static Descriptor announce(Path file, ProcessIdentity taker) throws IOException {
    return hold(file, LockBytes.announcement(taker));
  }

  private static Descriptor hold(Path path, ByteRange range) throws IOException {
    Descriptor file = new Posix().openExisting(path, true);
    assertTrue(file.tryLockExclusive(range.start(), range.length()));
    return file;
  }
}

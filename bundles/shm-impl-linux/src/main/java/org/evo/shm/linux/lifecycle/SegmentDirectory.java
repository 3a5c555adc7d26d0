// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.FileSystem;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/** The directory that holds the segments, and who may be trusted in it. Thread-safe. */
public final class SegmentDirectory {

  private static final int ROOT_UID = 0;

  private final Posix posix;
  private final Path path;
  private final Set<Integer> trustedUids;
  private final int ownUid;
  private final boolean anyFileSystem;

  /**
   * @param path absolute
   * @param trustedUids users whose files may be read, besides our own and root
   * @param anyFileSystem whether one that is not in memory is accepted
   */
  public SegmentDirectory(Posix posix, Path path, Set<Integer> trustedUids, boolean anyFileSystem) {
    this.posix = posix;
    this.path = path;
    this.trustedUids = trustedUids;
    this.anyFileSystem = anyFileSystem;
    this.ownUid = posix.effectiveUid();
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  Path resolve(String fileName) {
    return path.resolve(fileName);
  }

  /** How large its file system is, in bytes; 0 when that has no limit of its own. */
  public long fileSystemBytes() {
    return fileSystem().sizeBytes();
  }

  private FileSystem fileSystem() {
    try {
      return posix.fileSystem(path);
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        throw missing();
      }
      throw Failures.of(path.toString(), "it cannot be examined", e);
    }
  }

  /** Refuses a directory that is missing, or where locks and mappings misbehave. */
  public void check() {
    FileSystem type = fileSystem();
    if (!Files.isDirectory(path)) {
      throw missing();
    }
    if (!type.isInMemory() && !anyFileSystem) {
      throw new UnsupportedException(
          path.toString(),
          "it is on " + type.name() + ", where locks and mappings may misbehave",
          "choose a directory on tmpfs, for example /dev/shm");
    }
  }

  /** Files that can be data of this segment; their headers decide. */
  List<Path> candidates(String name) throws IOException {
    return files(file -> FileNames.canBe(file, name));
  }

  /** Files that can be data of any segment. */
  List<Path> dataFiles() throws IOException {
    return files(FileNames::isData);
  }

  private List<Path> files(Predicate<String> wanted) throws IOException {
    return fileNames(wanted).stream().map(path::resolve).toList();
  }

  /** The names of files, whatever they are. */
  List<String> fileNames(Predicate<String> wanted) throws IOException {
    try {
      return posix.list(path).stream().filter(wanted).toList();
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        throw missing();
      }
      throw e;
    }
  }

  private NotFoundException missing() {
    return new NotFoundException(
        path.toString(), "there is no such directory", "create it, or choose another one");
  }

  /** Whether a file belongs to us, to root or to a user whom the configuration trusts. */
  boolean trusts(FileStatus status) {
    return status.uid() == ownUid || status.uid() == ROOT_UID || trustedUids.contains(status.uid());
  }

  /** A file's user, for people. */
  static String userOf(FileStatus status) {
    return status.uid() == ROOT_UID ? "root" : "user " + status.uid();
  }

  /**
   * What to do, for people, to be rid of a file that is no segment: not everybody may remove it.
   */
  String removal(Path file, FileStatus status) {
    if (owns(status) || ownUid == ROOT_UID) {
      return (status.isDirectory() ? "rm -r " : "rm ") + file;
    }
    String others = status.uid() == ROOT_UID ? "root" : userOf(status) + " or root";
    return "have " + others + " remove " + file;
  }

  /** Why a file cannot be read that the kernel refuses us, for people. */
  static String unreadable(FileStatus status) {
    return String.format(
        "it cannot be read: it belongs to %s and has mode %04o",
        userOf(status), status.permissions());
  }

  /** What to do about that, for people. */
  static String sharing(FileStatus status) {
    return "run as "
        + userOf(status)
        + ", or have its writer share it with a group of yours (its configuration's group, mode"
        + " 0640)";
  }

  /** What to do, for people, where {@code command} is for a file's user, or for root. */
  String byItsUser(FileStatus status, String command) {
    return owns(status) ? command : "have " + userOf(status) + " run " + command;
  }

  /**
   * Why what lies where a lock file belongs is none that we could take, for people; empty when it
   * is one.
   */
  Optional<String> obstacle(FileStatus status) {
    if (!status.isRegular()) {
      return Optional.of("it is " + status.kindName() + " where a lock file belongs");
    }
    if (status.links() > 1) {
      return Optional.of("it has " + status.links() + " names, which no lock file has");
    }
    return owns(status) ? Optional.empty() : Optional.of("it belongs to " + userOf(status));
  }

  /** Whether a file is our own to take over or to remove. */
  boolean owns(FileStatus status) {
    return status.uid() == ownUid;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.FileSystemType;
import org.evo.shm.linux.posix.Posix;

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

  /** Refuses a directory that is missing, or where locks and mappings misbehave. */
  void check() {
    if (!Files.isDirectory(path)) {
      throw new NotFoundException(
          path.toString(), "there is no such directory", "create it, or choose another one");
    }
    FileSystemType type;
    try {
      type = posix.fileSystemType(path);
    } catch (IOException e) {
      throw Failures.of(path.toString(), "cannot be examined", e);
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
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(path, f -> FileNames.canBe(FileNames.of(f), name))) {
      files.forEach(found::add);
    } catch (NoSuchFileException e) {
      throw new NotFoundException(
          path.toString(), "there is no such directory", "create it, or choose another one");
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  /** Whether a file belongs to us, to root or to a user whom the configuration trusts. */
  boolean trusts(FileStatus status) {
    return status.uid() == ownUid || status.uid() == ROOT_UID || trustedUids.contains(status.uid());
  }

  /** Whether a file is our own to take over or to remove. */
  boolean owns(FileStatus status) {
    return status.uid() == ownUid;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The segment directory of a worker: scenes are put there and taken away again. */
final class Stage {

  private static final int ORDINARY = 0600;
  private static final byte[] VICTIMS_CONTENT = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final Set<PosixFilePermission> VICTIMS_MODE =
      PosixFilePermissions.fromString("rw-r-----");

  private final Path directory;
  private final Path fifo;

  /**
   * On an empty directory.
   *
   * @param aside where a FIFO is kept to be linked from, on the same file system
   */
  Stage(Path directory, Path aside) throws IOException {
    this.directory = directory;
    this.fifo = aside.resolve("fifo");
    try {
      int code = new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException("mkfifo ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  Path directory() {
    return directory;
  }

  void place(Scene scene) throws IOException {
    Path victim = directory.resolve(Scene.VICTIM);
    if (!Files.exists(victim)) {
      Files.write(victim, VICTIMS_CONTENT);
      Files.setPosixFilePermissions(victim, VICTIMS_MODE);
    }
    for (Piece piece : scene.pieces()) {
      place(piece);
    }
  }

  private void place(Piece piece) throws IOException {
    Path path = directory.resolve(piece.name());
    if (piece instanceof Piece.Regular regular) {
      place(path, regular);
    } else if (piece instanceof Piece.Directory d) {
      Files.createDirectory(path);
      if (!d.empty()) {
        Files.createFile(path.resolve("inside"));
      }
    } else if (piece instanceof Piece.Fifo) {
      Files.createLink(path, fifo);
    } else if (piece instanceof Piece.Link link) {
      Files.createSymbolicLink(path, directory.resolve(link.target()));
    } else if (piece instanceof Piece.HardLink link) {
      Files.createLink(path, directory.resolve(link.existing()));
    }
  }

  private static void place(Path path, Piece.Regular regular) throws IOException {
    Files.write(path, regular.content());
    if (regular.lengthBytes() > regular.content().length) {
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(regular.lengthBytes());
      }
    }
    if (regular.mode() != ORDINARY) {
      Files.setAttribute(path, "unix:mode", regular.mode());
    }
  }

  /** What somebody else stores while it is mapped. */
  void patch(Scene.Patch patch) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve(patch.fileName()).toFile(), "rw")) {
      file.seek(patch.offset());
      file.write(patch.content());
    }
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** What was done to the directory that nobody may do; empty when all is as it should be. */
  List<String> damage(Scene scene) throws IOException {
    List<String> damage = new ArrayList<>();
    Path victim = directory.resolve(Scene.VICTIM);
    if (!Files.isRegularFile(victim, LinkOption.NOFOLLOW_LINKS)
        || !Arrays.equals(VICTIMS_CONTENT, Files.readAllBytes(victim))
        || !Files.getPosixFilePermissions(victim).equals(VICTIMS_MODE)) {
      damage.add("a file that belongs to nobody's segment was changed");
    }
    Set<String> placed = scene.pieces().stream().map(Piece::name).collect(Collectors.toSet());
    placed.add(Scene.VICTIM);
    for (Path file : files()) {
      String name = file.toFile().getName();
      if (!placed.contains(name)) {
        damage.add("left behind: " + name);
      }
    }
    return damage;
  }

  /** Takes everything away, the file that belongs to somebody else only when it was changed. */
  void clear(boolean damaged) throws IOException {
    for (Path file : files()) {
      if (!damaged && file.endsWith(Scene.VICTIM)) {
        continue;
      }
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file.resolve("inside"));
      }
      Files.delete(file);
    }
  }
}

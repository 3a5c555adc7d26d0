// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A text file of the kernel's. Read to its end, for the length that such a file claims to have says
 * nothing; and into a buffer that is kept, for what is read ten times a second should leave little
 * to the garbage collector. Owned by one thread.
 */
final class SourceFile {

  private static final int FIRST_BUFFER_BYTES = 1024;
  private static final int MAX_BYTES = 1 << 24;

  private final Path path;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  SourceFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * All lines, at least one.
   *
   * @throws SourceFormatException when there is none
   */
  List<SourceLine> lines() throws IOException {
    return linesWith("");
  }

  /**
   * The lines that begin with {@code prefix}, at least one. The others are not looked into: some
   * have thousands of numbers that nobody wants.
   *
   * @throws SourceFormatException when there is none
   */
  List<SourceLine> linesWith(String prefix) throws IOException {
    List<SourceLine> lines = new ArrayList<>();
    for (Iterator<String> all = text().lines().iterator(); all.hasNext(); ) {
      String line = all.next();
      if (line.startsWith(prefix)) {
        lines.add(SourceLine.of(path, line));
      }
    }
    if (lines.isEmpty()) {
      throw new SourceFormatException(
          path, prefix.isEmpty() ? "is empty" : "has no line '" + prefix + "'");
    }
    return lines;
  }

  /** The first line. */
  SourceLine firstLine() throws IOException {
    return lines().get(0);
  }

  /**
   * The first line that begins with {@code prefix}.
   *
   * @throws SourceFormatException when there is none
   */
  SourceLine line(String prefix) throws IOException {
    return linesWith(prefix).get(0);
  }

  private String text() throws IOException {
    try (InputStream in = new FileInputStream(path.toFile())) {
      int length = 0;
      int read = in.read(buffer, 0, buffer.length);
      while (read > 0) {
        length += read;
        if (length == MAX_BYTES) {
          throw new SourceFormatException(path, "has no end within " + MAX_BYTES + " bytes");
        }
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * length);
        }
        read = in.read(buffer, length, buffer.length - length);
      }
      return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
  }
}

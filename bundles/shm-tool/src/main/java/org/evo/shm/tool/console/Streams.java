// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The standard streams of a process and what they lead to.
 *
 * @param out standard output, unbuffered
 * @param err standard error, unbuffered
 * @param outIsPipe whether a failing write means that the reader of a pipe or socket has gone
 * @param terminal what the reader of standard output can show
 * @param rows how many lines it shows at a time
 */
public record Streams(
    OutputStream out, OutputStream err, boolean outIsPipe, Terminal terminal, IntSupplier rows) {

  private static final Path STDOUT = Path.of("/proc/self/fd/1");

  /** Streams whose reader shows any number of lines. */
  public Streams(OutputStream out, OutputStream err, boolean outIsPipe, Terminal terminal) {
    this(out, err, outIsPipe, terminal, () -> Integer.MAX_VALUE);
  }

  /**
   * The streams of this process. {@code System.console} is not asked: it wants standard input to be
   * a terminal too, and in some Java versions answers without any.
   *
   * @param environment of the process: {@code NO_COLOR} and {@code TERM} count
   */
  public static Streams ofProcess(Map<String, String> environment) {
    String target = target();
    return new Streams(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        target.startsWith("pipe:") || target.startsWith("socket:"),
        Terminal.of(target, environment),
        new ScreenRows(new File(target)));
  }

  private static String target() {
    try {
      return Files.readSymbolicLink(STDOUT).toString();
    } catch (IOException e) {
      // No /proc, or standard output is closed: plain text is right for both.
      return "";
    }
  }
}

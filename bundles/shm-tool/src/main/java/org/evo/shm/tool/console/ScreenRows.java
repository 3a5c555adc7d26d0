// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How many lines a terminal shows. Asked of {@code stty}, since Java has no call for it, and again
 * after a while: windows change their size. Used by one thread.
 */
final class ScreenRows implements IntSupplier {

  /** What every terminal has, when it does not say. */
  static final int DEFAULT = 24;

  private static final long VALID_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long LIMIT_S = 2;

  private final File terminal;
  private int rows = DEFAULT;
  private long askedNs;
  private boolean asked;

  /**
   * @param terminal the device
   */
  ScreenRows(File terminal) {
    this.terminal = terminal;
  }

  @Override
  public int getAsInt() {
    long nowNs = System.nanoTime();
    if (!asked || nowNs - askedNs > VALID_NS) {
      asked = true;
      rows = ask();
      askedNs = System.nanoTime();
    }
    return rows;
  }

  private int ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return stty.waitFor(LIMIT_S, TimeUnit.SECONDS)
            ? parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            : rows;
      } finally {
        stty.destroyForcibly();
      }
    } catch (IOException e) {
      // There is no stty, or the terminal has gone.
      return rows;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return rows;
    }
  }

  /** Rows and columns; a terminal that does not know says 0. */
  static int parse(String size) {
    String first = size.trim().split(" ")[0];
    return first.matches("[1-9]\\d{0,5}") ? Integer.parseInt(first) : DEFAULT;
  }
}

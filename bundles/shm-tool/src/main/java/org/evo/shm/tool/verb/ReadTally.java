// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Optional;
import org.evo.shm.error.ShmException;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;

/** Counts what {@code read} sees of the counting pattern. Used by one thread. */
final class ReadTally {

  private long reads;
  private long torn;
  private long backwards;
  private long gaveUp;
  private long gaveUpWarmingUp;
  private long writerDead;
  private long last;
  private Optional<ShmException> lastFailure = Optional.empty();

  /** A value was read; it is judged. */
  void value(byte[] payload, int length) {
    reads++;
    if (!CountingPattern.isWhole(payload, length)) {
      torn++;
      return;
    }
    long counter = CountingPattern.counter(payload);
    if (Long.compareUnsigned(counter, last) < 0) {
      backwards++;
    }
    last = counter;
  }

  /** A read reached its bound because the writer kept overtaking. */
  void gaveUp(boolean warmingUp, ShmException reason) {
    lastFailure = Optional.of(reason);
    if (warmingUp) {
      gaveUpWarmingUp++;
    } else {
      gaveUp++;
    }
  }

  /** A read found a value that a dead writer left half written. */
  void writerDead(ShmException reason) {
    lastFailure = Optional.of(reason);
    writerDead++;
  }

  /** A read failed in another way. */
  void failed(ShmException reason) {
    lastFailure = Optional.of(reason);
  }

  /** Good when values were read and every one was whole and in order. */
  int exitCode() {
    return reads > 0 && torn == 0 && backwards == 0 ? ExitCodes.GOOD : ExitCodes.PROBLEM;
  }

  /**
   * Prints the result.
   *
   * @param segment which
   * @param conflicts attempts that had to be repeated
   * @param elapsedNs how long it took
   */
  void print(Output output, String segment, long conflicts, long elapsedNs) {
    if (reads == 0) {
      lastFailure.ifPresent(e -> output.note("no value could be read: " + e.getMessage()));
    }
    if (output.json()) {
      output.object(json -> members(json, segment, conflicts, elapsedNs));
    } else {
      output.text(text(segment, conflicts, elapsedNs));
    }
  }

  private void members(JsonWriter json, String segment, long conflicts, long elapsedNs)
      throws IOException {
    json.name("name").value(segment);
    json.name("reads").value(reads);
    json.name("torn").value(torn);
    json.name("backwards").value(backwards);
    json.name("conflicts").value(conflicts);
    json.name("gaveUp").value(gaveUp);
    json.name("gaveUpWarmingUp").value(gaveUpWarmingUp);
    json.name("writerDead").value(writerDead);
    json.name("last").value(last);
    json.name("lastError").value(lastFailure.map(ShmException::getMessage).orElse(null));
    json.name("seconds").value(Rates.seconds(elapsedNs));
    json.name("readsPerSecond").value(Rates.perSecond(reads, elapsedNs));
  }

  private String text(String segment, long conflicts, long elapsedNs) {
    Table sheet = new Table(Align.LEFT, Align.RIGHT, Align.LEFT);
    sheet.row("segment", segment, "");
    row(sheet, "reads", reads, Rates.perSecond(reads, elapsedNs) + " a second");
    row(sheet, "torn", torn, "mixtures of two values");
    row(sheet, "backwards", backwards, "values older than the one before");
    row(sheet, "conflicts", conflicts, "attempts repeated");
    row(sheet, "gave up", gaveUp, "reads that reached their bound, after the first half second");
    row(sheet, "warming up", gaveUpWarmingUp, "the same, before that");
    row(sheet, "writer dead", writerDead, "reads of a value left half written");
    row(sheet, "last", last, "counter");
    sheet.row("seconds", Rates.seconds(elapsedNs).toString(), "");
    return sheet.text();
  }

  private static void row(Table sheet, String what, long count, String meaning) {
    sheet.row(what, Long.toString(count), meaning);
  }
}

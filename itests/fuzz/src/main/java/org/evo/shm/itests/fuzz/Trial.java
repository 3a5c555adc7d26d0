// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentWriter;
import org.evo.shm.SkippedFile;
import org.evo.shm.discovery.IndexedDiscovery;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.spi.ProbeResult;

/**
 * One input, offered to everything that opens files: looked into, listed, attached, read, claimed,
 * written, closed. A refusal is one of the product's own exceptions; whatever else is thrown is a
 * finding, as is a claim that does not work.
 */
final class Trial {

  private static final int MOST_COPIED = 64 << 10;
  private static final int MOST_FIELDS = 8;
  private static final int OFFSETS_TRIED = 2;
  private static final RecordLayout RECORD = Templates.record();
  private static final long[] OFFSETS = {
    0, 1, 63, 64, 4095, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 127, Long.MIN_VALUE, -1
  };

  private final LinuxPlatform platform;
  private final LinuxPlatform elsewhere;
  private final Stage stage;
  private final Tally tally;
  private final Input input;
  private final Scene scene;
  private boolean found;

  /**
   * Not yet begun.
   *
   * @param elsewhere shares nothing with the other, as that of another process
   */
  Trial(
      LinuxPlatform platform,
      LinuxPlatform elsewhere,
      Stage stage,
      Tally tally,
      Input input,
      Scene scene) {
    this.platform = platform;
    this.elsewhere = elsewhere;
    this.stage = stage;
    this.tally = tally;
    this.input = input;
    this.scene = scene;
  }

  void run() throws IOException {
    tally.input(input.kind());
    stage.place(scene);
    look();
    LinuxSharedMemory memory = new LinuxSharedMemory(platform);
    use(memory);
    attempt("close", () -> closed(memory));
    List<String> damage = stage.damage(scene);
    damage.forEach(d -> found("afterwards", d));
    stage.clear(!damage.isEmpty());
  }

  private void look() throws IOException {
    for (Path file : stage.files()) {
      attempt("probe", () -> platform.probe().probe(file)).ifPresent(this::checkProbe);
    }
    IndexedDiscovery discovery = new IndexedDiscovery(platform.probe());
    attempt("list", discovery::refresh);
    if (input.number() % 4 == 0) {
      attempt("find", () -> discovery.refresh(Templates.SEGMENT));
    }
  }

  private void checkProbe(ProbeResult result) {
    if (result instanceof ProbeResult.Skipped skipped) {
      SkippedFile file = skipped.file();
      checkText("probe", file.reason());
    } else if (result instanceof ProbeResult.Segment segment) {
      checkInfo("probe", segment.info());
    }
  }

  private void use(LinuxSharedMemory memory) throws IOException {
    Optional<SegmentReader> reader =
        attempt("attach", () -> memory.attachReader(Templates.SEGMENT));
    attempt("attach typed", () -> memory.attachReader(Templates.SEGMENT, RECORD))
        .ifPresent(r -> attempt("view typed", () -> view(r)));
    if (scene.patch().isPresent()) {
      stage.patch(scene.patch().get());
    }
    reader.ifPresent(this::read);
    Optional<SegmentWriter> writer = attempt("claim", () -> memory.createWriter(scene.wanted()));
    writer.ifPresent(w -> write(w));
    reader.ifPresent(r -> copy(r, "after"));
    writer.ifPresent(w -> attempt("retire", () -> closed(w)));
    reader.ifPresent(r -> copy(r, "at the end"));
  }

  private byte[] copy(SegmentReader reader, String when) {
    byte[] copy = new byte[Math.min(MOST_COPIED, reader.capacityBytes())];
    attempt("read " + when, () -> reader.read(copy));
    return copy;
  }

  private void read(SegmentReader reader) {
    byte[] copy = copy(reader, "before");
    attempt("read buffer", () -> reader.read(ByteBuffer.allocate(copy.length)));
    for (int i = 0; i < OFFSETS_TRIED; i++) {
      long offset = offset(i);
      attempt(
          "range",
          () -> {
            reader.readRange(offset, copy, 0, Math.min(64, copy.length));
            return reader;
          });
    }
    attempt("view", () -> view(reader));
    attempt("ask", () -> reader.hasValue() && reader.hasChanged() && reader.version() > 0);
    attempt("age", reader::ageNs);
    attempt("info", reader::info).ifPresent(info -> checkInfo("info", info));
  }

  private long offset(int nth) {
    return OFFSETS[(int) ((input.number() + nth) % OFFSETS.length)];
  }

  private static boolean view(SegmentReader reader) {
    Optional<RecordLayout> record = reader.info().record();
    long stamp = reader.beginRead();
    RecordView view = reader.view();
    view.getByte(0);
    view.getByte(view.lengthBytes() - 1);
    record.ifPresent(
        r -> {
          for (Field field : r.fields().subList(0, Math.min(MOST_FIELDS, r.fields().size()))) {
            field.value(view, 0);
            field.value(view, field.values() - 1);
          }
        });
    return reader.validate(stamp);
  }

  /** Whoever got the name must be able to use it. */
  private void write(SegmentWriter writer) {
    byte[] value = new byte[writer.capacityBytes()];
    Arrays.fill(value, (byte) input.number());
    boolean good =
        must("write", () -> writer.write(value))
            && must("write at", () -> writer.writeAt(0, value, 0, 8))
            && must("update", () -> updated(writer))
            && must("abort", () -> aborted(writer));
    if (!good) {
      return;
    }
    byte[] copy = new byte[value.length];
    must(
        "read back",
        () -> {
          try (LinuxSharedMemory other = new LinuxSharedMemory(elsewhere);
              SegmentReader reader = other.attachReader(Templates.SEGMENT)) {
            return reader.read(copy);
          }
        });
    if (!Arrays.equals(value, copy)) {
      found("read back", "another value than was written");
    }
    for (int i = 0; i < OFFSETS_TRIED; i++) {
      long offset = offset(i);
      attempt("patch", () -> writer.writeAt(offset, value, 0, 8));
    }
    must("info of the writer", writer::info);
  }

  private static long updated(SegmentWriter writer) {
    writer.beginUpdate();
    return writer.commit();
  }

  private static boolean aborted(SegmentWriter writer) {
    writer.begin().putByte(0, (byte) ~0);
    writer.abort();
    return true;
  }

  private static boolean closed(AutoCloseable handle) {
    try {
      handle.close();
      return true;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A step that a refusal is a good answer to. */
  private <T> Optional<T> attempt(String step, Supplier<T> action) {
    try {
      Optional<T> result = Optional.of(action.get());
      tally.outcome(step, "good");
      return result;
    } catch (ShmException e) {
      tally.outcome(step, e.code().code());
      checkText(step, e.getMessage());
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      found(step, describe(e));
      return Optional.empty();
    }
  }

  /** A step that nothing may keep from succeeding. */
  private boolean must(String step, Supplier<?> action) {
    try {
      action.get();
      tally.outcome(step, "good");
      return true;
    } catch (RuntimeException | Error e) {
      found(step, "refused to the owner: " + describe(e));
      return false;
    }
  }

  private static String describe(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    String cause = e.getCause() == null ? "" : ", cause " + e.getCause();
    return e + where + cause;
  }

  private void checkInfo(String step, SegmentInfo info) {
    checkText(step, info.name());
    checkText(step, info.module());
    info.record()
        .ifPresent(
            record -> {
              checkText(step, record.name());
              for (Field field : record.fields()) {
                checkText(step, field.name());
                checkText(step, field.unit());
              }
            });
  }

  private void checkText(String step, String text) {
    if (PlainText.isUnfit(text)) {
      found(step, "text that steers a terminal: " + text);
    }
  }

  /** One is enough; what follows from it would hide the next input's. */
  private void found(String step, String what) {
    if (found) {
      return;
    }
    found = true;
    String safe = what.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    tally.findings().add(new Finding(input.number(), input.kind().name(), step, safe));
  }
}

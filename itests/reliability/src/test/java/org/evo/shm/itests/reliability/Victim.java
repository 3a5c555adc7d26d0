// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentWriter;
import org.evo.shm.WriterListener;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;
import org.evo.shm.linux.posix.CrashPoints;

/**
 * A program that lives through one phase of a writer's life and dies at a crash point of it. It
 * says {@code ready}, gets its task as one line - directory, shape, phase, and a point or {@code -}
 * for none - and, when it survives, prints the points that it passed, then {@code end}, and ends.
 */
final class Victim {

  private static final String NO_POINT = "-";

  private static final long PARK_MS = 60_000;

  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LinuxPlatform platform;
  private final LinuxSharedMemory memory;
  private final Shape shape;
  private final byte[] payload;
  private SegmentWriter writer;

  private Victim(Path directory, Shape shape) {
    this.platform =
        new LinuxPlatform(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
    this.memory = new LinuxSharedMemory(platform);
    this.shape = shape;
    this.payload = new byte[shape.payloadBytes()];
  }

  public static void main(String[] args) throws IOException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String task = in.readLine();
    if (task == null) {
      return;
    }
    String[] words = task.split(" ");
    Victim victim = new Victim(Path.of(words[0]), Shape.parse(words[1]));
    CrashPoints.arm(Optional.of(words[3]).filter(point -> !point.equals(NO_POINT)));
    victim.live(Phase.named(words[2]));
  }

  private void live(Phase phase) {
    phase.unharmed().accept(this);
    if (phase.isElsewhere()) {
      CrashPoints.beginElsewhere(phase.id(), "open-lock");
    } else {
      CrashPoints.begin(phase.id());
    }
    phase.fatal().accept(this);
    CrashPoints.end();
    CrashPoints.reached().forEach(System.out::println);
    System.out.println("end");
    memory.close();
    platform.removeParked();
    platform.close();
  }

  void nothing() {
    // The phase is the first that this program does.
  }

  void claim() {
    writer = memory.createWriter(shape.spec());
  }

  void claimAndWrite() {
    claim();
    write();
  }

  private void write() {
    writer.write(next());
  }

  private byte[] next() {
    ProvenPayload.fill(payload, System.nanoTime(), ProcessHandle.current().pid());
    return payload;
  }

  /** Every way to write, with a step wherever the caller has the word in between. */
  void writeInSteps() {
    writer.write(next());
    CrashPoints.step("written");
    writer.write(ByteBuffer.wrap(next()));
    CrashPoints.step("buffer-written");
    writer.writeAt(0, next(), 0, payload.length);
    CrashPoints.step("changed");
    fill(writer.begin(), "begun");
    writer.commit();
    CrashPoints.step("committed");
    fill(writer.beginUpdate(), "update-begun");
    writer.commit(payload.length);
    CrashPoints.step("update-committed");
    fill(writer.begin(), "doomed-begun");
    writer.abort();
    CrashPoints.step("aborted");
    writer.flush();
    CrashPoints.step("flushed");
  }

  private void fill(MutableRecord record, String step) {
    CrashPoints.step(step);
    int half = payload.length / 2;
    next();
    record.putBytes(0, payload, 0, half);
    CrashPoints.step(step + "-half");
    record.putBytes(half, payload, half, payload.length - half);
    CrashPoints.step(step + "-whole");
  }

  void claimWriteAndPark() {
    claimAndWrite();
    park();
  }

  void park() {
    writer.park(PARK_MS);
  }

  void removeParked() {
    platform.removeParked();
  }

  /** A third party removes the name; the product notices, and publishes the segment again. */
  void loseAndWait() {
    CountDownLatch republished = new CountDownLatch(1);
    memory.addWriterListener(
        new WriterListener() {
          @Override
          public void republished(String segment) {
            republished.countDown();
          }
        });
    try {
      Files.delete(writer.info().file());
      republished.await();
      if (CrashPoints.isArmed()) {
        // Its last point may lie behind the event; the watch goes on making calls.
        new CountDownLatch(1).await();
      }
      while (Files.exists(memory.directory().resolve(".evo-" + Shape.SEGMENT + ".lock"))) {
        LockSupport.parkNanos(POLL_NS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void clean() {
    memory.cleanup(CleanupRequest.ALL.withGraceMs(0));
  }

  void close() {
    writer.close();
  }
}

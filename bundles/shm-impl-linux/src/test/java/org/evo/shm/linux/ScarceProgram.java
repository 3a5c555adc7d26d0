// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ShmException;

/** Does one thing where something is scarce, and prints what it got: a line an attempt. */
final class ScarceProgram {

  private static final SegmentSpec SPEC = SegmentSpec.named("seg").build();
  private static final int MOST_FREE = 12;
  private static final int LOOKS = 20;
  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(3);

  private final Path directory;
  private final LinuxSharedMemory memory;

  private ScarceProgram(Path directory) {
    this.directory = directory;
    this.memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
  }

  /**
   * Entry point.
   *
   * @param args directory; what to do: {@code create}, {@code attach}, {@code
   *     create-without-descriptors}, {@code attach-without-descriptors}, {@code undo}
   */
  public static void main(String[] args) throws IOException {
    ScarceProgram program = new ScarceProgram(Path.of(args[0]));
    switch (args[1]) {
      case "create" -> System.out.println(outcome(program::create));
      case "attach" -> System.out.println(outcome(program::attach));
      case "create-without-descriptors" -> program.withFewDescriptors(program::create);
      case "attach-without-descriptors" -> {
        try (SegmentWriter writer = program.memory.createWriter(SPEC)) {
          writer.write(new byte[1]);
          program.withFewDescriptors(program::attach);
        }
      }
      case "undo" -> program.undo();
      default -> throw new IllegalArgumentException(args[1]);
    }
  }

  private void create() {
    memory.createWriter(SPEC).close();
  }

  private void attach() {
    memory.attachReader("seg").close();
  }

  /** Tries with no free descriptor, then with one, and so on. */
  private void withFewDescriptors(Runnable action) throws IOException {
    action.run();
    loadClassesNextTo(LinuxSharedMemory.class);
    loadClassesNextTo(SegmentSpec.class);
    long held = held();
    Deque<FileInputStream> hogs = hogs();
    for (int free = 0; free <= MOST_FREE; free++) {
      System.out.println(outcome(action));
      hogs.pop().close();
    }
    while (!hogs.isEmpty()) {
      hogs.pop().close();
    }
    System.out.println(held() - held + " more held than before");
  }

  /**
   * The least of many looks: the watch opens a file for a moment; what is leaked is always there.
   */
  private long held() throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < LOOKS; i++) {
      least = Math.min(least, ProcessResources.of(directory).size());
      LockSupport.parkNanos(LOOK_NS);
    }
    return least;
  }

  private static Deque<FileInputStream> hogs() {
    Deque<FileInputStream> hogs = new ArrayDeque<>();
    try {
      while (true) {
        hogs.push(new FileInputStream("/dev/null"));
      }
    } catch (IOException full) {
      return hogs;
    }
  }

  /** Loading one later would need a descriptor when they are in a directory. */
  private static void loadClassesNextTo(Class<?> type) throws IOException {
    Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        if (!name.contains(".osgi.") && !name.endsWith("-info.class")) {
          Class.forName(name.substring(0, name.length() - ".class".length()));
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  /** A value too large for the copy that an abort restores, and what still works then. */
  private void undo() {
    SegmentSpec large =
        SegmentSpec.named("seg").layout(SegmentLayout.CLASSIC).sizeBytes(64 << 20).build();
    try (SegmentWriter writer = memory.createWriter(large)) {
      writer.write(new byte[1]);
      System.out.println(outcome(writer::begin));
      System.out.println(outcome(writer::beginUpdate));
      System.out.println(outcome(writer::abort));
      System.out.println(outcome(() -> writer.writeAt(0, new byte[] {2}, 0, 1)));
    }
  }

  private static String outcome(Runnable action) {
    try {
      action.run();
      return "good";
    } catch (ShmException e) {
      return e.code().code() + " " + e.reason();
    } catch (RuntimeException | Error e) {
      return e.toString();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evo.shm.CleanupRequest;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;

/**
 * A process that does as it is told, a line of standard input at a time, and answers each with one
 * line: {@code ok ...} or {@code error CODE ERRNO MESSAGE}. {@link Peer} is its other end.
 */
public final class PeerMain {

  /** One thing it can do; the first word is its name. */
  @FunctionalInterface
  private interface Command {
    Object run(String... words) throws IOException;
  }

  /** Room for the values of the next generation too, except the largest of the tests. */
  static final int MOST_BYTES = 4 * 4096;

  /** What a peer may own and create. */
  public static final String LIMITS_PROPERTY = "evo.peer.limits";

  private final LinuxSharedMemory memory;
  private final Map<String, SegmentWriter> writers = new HashMap<>();
  private final Map<String, SegmentReader> readers = new HashMap<>();
  private final Map<String, Command> commands;

  private PeerMain(LinuxSettings settings) {
    this.memory = new LinuxSharedMemory(settings);
    PeerWatches watches = new PeerWatches(settings);
    TakenDescriptors descriptors = new TakenDescriptors();
    PeerLoops loops = new PeerLoops(memory, writers);
    this.commands =
        Map.ofEntries(
            Map.entry("create", this::create),
            Map.entry("write", this::write),
            Map.entry("begin", this::begin),
            Map.entry("commit", w -> writers.get(w[1]).commit()),
            Map.entry("attach", this::attach),
            Map.entry("read", this::read),
            Map.entry("close", this::close),
            Map.entry("park", this::park),
            Map.entry("clean", this::clean),
            Map.entry("churn", loops::churn),
            Map.entry("attachFor", loops::attachFor),
            Map.entry("claimFor", loops::claimFor),
            Map.entry("writeFor", loops::writeFor),
            Map.entry("watch", watches::watch),
            Map.entry("ended", watches::ended),
            Map.entry("listen", watches::listen),
            Map.entry("hush", watches::hush),
            Map.entry("spare", w -> descriptors.spare(Integer.parseInt(w[1]))),
            Map.entry("giveBack", w -> descriptors.giveBack()),
            Map.entry("openWritable", PeerMain::openWritable),
            Map.entry("spawn", w -> new ProcessBuilder("sleep", "600").start().pid()),
            Map.entry("clock", w -> System.currentTimeMillis()));
  }

  /**
   * Entry point.
   *
   * @param args directory, group or {@code -}, trusted users with commas between them or {@code -}
   */
  public static void main(String[] args) throws IOException {
    OptionalInt group =
        args[1].equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(args[1]));
    Set<Integer> trusted =
        Stream.of(args[2].split(","))
            .filter(uid -> !uid.equals("-"))
            .map(Integer::valueOf)
            .collect(Collectors.toSet());
    LinuxSettings settings = new LinuxSettings(Path.of(args[0]), group, trusted, false, limits());
    PeerMain peer = new PeerMain(settings);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(peer.answer(line.split(" ")));
    }
    // Nobody is left to obey; what it owns stays as after any other end without a word.
    Runtime.getRuntime().halt(0);
  }

  /** None, unless the property names all five with commas between them. */
  private static SegmentLimits limits() {
    String given = System.getProperty(LIMITS_PROPERTY, "");
    if (given.isEmpty()) {
      return SegmentLimits.NONE;
    }
    long[] n = Stream.of(given.split(",")).mapToLong(Long::parseLong).toArray();
    return new SegmentLimits((int) n[0], (int) n[1], (int) n[2], n[3], (int) n[4]);
  }

  private String answer(String... words) throws IOException {
    try {
      return "ok " + commands.get(words[0]).run(words);
    } catch (ShmException e) {
      return "error " + e.code().code() + " " + e.errno() + " " + e.getMessage();
    } catch (AssertionError e) {
      return "error Torn 0 " + e.getMessage();
    } catch (InternalError e) {
      // A page that is gone; compiled code may report it behind the read that met it.
      return "error InternalError 0 " + e.getMessage();
    }
  }

  static SegmentSpec spec(String name, String layout, String size, String module) {
    return SegmentSpec.named(name)
        .module(module)
        .layout(SegmentLayout.valueOf(layout.toUpperCase(Locale.ROOT)))
        .sizeBytes(Long.parseLong(size))
        .commitTime(CommitTime.WRITE)
        .build();
  }

  /** create NAME LAYOUT SIZE MODULE AT: not before that moment of the monotonic clock. */
  private Object create(String... w) {
    SegmentSpec spec = spec(w[1], w[2], w[3], w[4]);
    long atNs = Long.parseLong(w[5]);
    for (long left = atNs - System.nanoTime(); left > 0; left = atNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    SegmentWriter writer = memory.createWriter(spec);
    writers.put(w[1], writer);
    return writer.version();
  }

  private Object write(String... w) {
    SegmentWriter writer = writers.get(w[1]);
    return writer.write(Counting.value(Long.parseLong(w[2]), writer.capacityBytes()));
  }

  /** Half of a value, in a transaction that stays open. */
  private Object begin(String... w) {
    SegmentWriter writer = writers.get(w[1]);
    byte[] value = Counting.value(Long.parseLong(w[2]), writer.capacityBytes());
    writer.begin().putBytes(0, value, 0, value.length / 2);
    return writer.version();
  }

  /** attach NAME HANDLES: read takes the first. */
  private Object attach(String... w) {
    readers.put(w[1], memory.attachReader(w[1]));
    for (int i = 1; i < Integer.parseInt(w[2]); i++) {
      memory.attachReader(w[1]);
    }
    return w[2];
  }

  /** read NAME: counter, age in ms, whether the writer lives. */
  private Object read(String... w) {
    SegmentReader reader = readers.get(w[1]);
    byte[] copy = new byte[Math.max(MOST_BYTES, reader.capacityBytes())];
    long counter = Counting.counterOf(copy, reader.read(copy));
    long ageMs = TimeUnit.NANOSECONDS.toMillis(reader.ageNs());
    return counter + " " + ageMs + " " + reader.info().owner().liveness();
  }

  private Object close(String... w) {
    if (writers.containsKey(w[1])) {
      writers.remove(w[1]).close();
    }
    if (readers.containsKey(w[1])) {
      readers.remove(w[1]).close();
    }
    return "";
  }

  /** park NAME MS. */
  private Object park(String... w) {
    writers.remove(w[1]).park(Long.parseLong(w[2]));
    return "";
  }

  /** clean GRACE_MS: which segments were removed. */
  private Object clean(String... w) {
    CleanupRequest request = CleanupRequest.ALL.withGraceMs(Long.parseLong(w[1]));
    return memory.cleanup(request).removed();
  }

  /** openWritable FILE: whether the kernel lets us. */
  private static Object openWritable(String... w) throws IOException {
    String path = String.join(" ", Arrays.copyOfRange(w, 1, w.length));
    try (FileChannel file = FileChannel.open(Path.of(path), StandardOpenOption.WRITE)) {
      return file.isOpen() ? "granted" : "closed";
    } catch (AccessDeniedException e) {
      return "refused";
    }
  }
}

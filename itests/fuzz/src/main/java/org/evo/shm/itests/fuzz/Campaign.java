// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Shares inputs out to workers, watches them, and adds up what they came to. */
final class Campaign {

  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PROGRESS_NS = TimeUnit.SECONDS.toNanos(5);

  private final Options options;
  private final PrintStream progress;

  /**
   * Not yet begun.
   *
   * @param progress where a line goes from time to time
   */
  Campaign(Options options, PrintStream progress) {
    this.options = options;
    this.progress = progress;
  }

  Report run() throws IOException {
    long startNs = System.nanoTime();
    Path home = Files.createTempDirectory(Path.of("/dev/shm"), "evo-fuzz-");
    List<WorkerProcess> workers = new ArrayList<>();
    try {
      for (int i = 0; i < options.workers(); i++) {
        workers.add(new WorkerProcess(share(i, Files.createDirectory(home.resolve("w" + i)))));
      }
      watch(workers, startNs);
      Tally tally = Tally.empty();
      for (WorkerProcess worker : workers) {
        tally.add(worker.tally());
      }
      double seconds = (System.nanoTime() - startNs) / 1e9;
      return new Report(options.seed(), options.workers(), seconds, tally);
    } finally {
      workers.forEach(WorkerProcess::end);
      delete(home);
    }
  }

  private Share share(int worker, Path home) {
    long all = options.inputs();
    long mine = all / options.workers() + (worker < all % options.workers() ? 1 : 0);
    return new Share(
        options.seed(),
        options.first() + worker,
        options.workers(),
        mine,
        options.seconds(),
        home,
        home.resolve("position"));
  }

  private void watch(List<WorkerProcess> workers, long startNs) {
    long shownNs = startNs;
    boolean running = true;
    while (running) {
      LockSupport.parkNanos(POLL_NS);
      running = false;
      for (WorkerProcess worker : workers) {
        running |= worker.isRunning();
      }
      long nowNs = System.nanoTime();
      if (nowNs - shownNs > PROGRESS_NS) {
        shownNs = nowNs;
        long done = workers.stream().mapToLong(WorkerProcess::done).sum();
        long findings = workers.stream().mapToLong(WorkerProcess::findings).sum();
        progress.printf(
            "fuzz: seed %d, %d inputs, %d findings, %.0f a second%n",
            options.seed(), done, findings, done / ((nowNs - startNs) / 1e9));
      }
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

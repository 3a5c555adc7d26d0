// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.spi.ProbeResult;

/** What a peer is told of the ends of writers, and its descriptors, which that takes. */
final class PeerWatches {

  private static final long PATIENCE_S = 30;
  private static final String ANY_FILE = "/dev/null";

  private final LinuxPlatform platform;
  private final Map<String, CountDownLatch> told = new HashMap<>();
  private final Deque<FileInputStream> taken = new ArrayDeque<>();

  PeerWatches(LinuxSettings settings) {
    this.platform = new LinuxPlatform(settings);
  }

  /** watch FILE: {@code watched} or {@code unwatched}. */
  Object watch(String... w) {
    CountDownLatch ended = new CountDownLatch(1);
    told.put(w[1], ended);
    return platform.processWatch().watchWriter(Path.of(w[1]), ended::countDown).isPresent()
        ? "watched"
        : "unwatched";
  }

  /** ended FILE: waits until it is told of that end; what the owner lock says then. */
  Object ended(String... w) {
    try {
      if (!told.get(w[1]).await(PATIENCE_S, TimeUnit.SECONDS)) {
        return "silence";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    return platform.probe().probe(Path.of(w[1])) instanceof ProbeResult.Segment segment
        ? segment.info().owner().liveness()
        : "nothing";
  }

  /** told FILE: whether it has been told of that end. */
  Object told(String... w) {
    return told.get(w[1]).getCount() == 0;
  }

  /** spare COUNT: takes descriptors until only so many are left. */
  Object spare(String... w) throws IOException {
    int left = Integer.parseInt(w[1]);
    try {
      while (true) {
        taken.push(new FileInputStream(ANY_FILE));
      }
    } catch (IOException e) {
      // There are no more, as was wished.
      for (int i = 0; i < left; i++) {
        taken.pop().close();
      }
    }
    return taken.size();
  }

  /** giveBack: the descriptors that it took. */
  Object giveBack(String... w) throws IOException {
    while (!taken.isEmpty()) {
      taken.pop().close();
    }
    return "";
  }
}

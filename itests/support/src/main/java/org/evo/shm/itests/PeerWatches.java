// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.spi.DirectoryWatch;
import org.evo.shm.spi.ProbeResult;

/** What a peer is told of the ends of writers, and how often it listens to its directory. */
final class PeerWatches {

  private static final long PATIENCE_S = 30;

  private final LinuxPlatform platform;
  private final List<DirectoryWatch.Hints> listening = new ArrayList<>();
  private final Map<String, CountDownLatch> told = new HashMap<>();

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

  /** listen: opens hints at changes of the directory; how many are open now. */
  Object listen(String... w) {
    listening.add(platform.directoryWatch().open());
    return listening.size();
  }

  /** hush: closes all of them. */
  Object hush(String... w) {
    listening.forEach(DirectoryWatch.Hints::close);
    listening.clear();
    return "";
  }
}

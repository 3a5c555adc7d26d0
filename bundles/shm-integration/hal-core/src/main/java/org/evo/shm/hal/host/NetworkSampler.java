// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.evo.shm.contract.Quality;

/**
 * Rates of all interfaces from {@code /proc/net/dev}; one that is new joins with its second sample.
 */
final class NetworkSampler implements Source<NetworkSample> {

  private static final String LOOPBACK = "lo";

  private final SourceFile dev;
  private Snapshot<NetworkCounters> before;

  NetworkSampler(Path procDir) {
    dev = new SourceFile(procDir.resolve("net/dev"));
  }

  @Override
  public NetworkSample read(long nowNs) throws IOException {
    Snapshot<NetworkCounters> now = new Snapshot<>(nowNs, counters());
    boolean first = before == null || before.secondsUntil(nowNs) <= 0;
    NetworkSample sample = first ? NetworkSample.bad(nowNs) : rates(before, now);
    before = now;
    return sample;
  }

  /** The headings have no colon; the first number may follow it without a blank. */
  private Map<String, NetworkCounters> counters() throws IOException {
    Map<String, NetworkCounters> counters = new HashMap<>();
    for (SourceLine line : dev.lines()) {
      String text = String.join(" ", line.words());
      int colon = text.lastIndexOf(':');
      if (colon > 0) {
        SourceLine columns = SourceLine.of(dev.path(), text.substring(colon + 1));
        counters.put(text.substring(0, colon), NetworkCounters.of(columns));
      }
    }
    if (counters.isEmpty()) {
      throw new SourceFormatException(dev.path(), "names no interface");
    }
    return counters;
  }

  private static NetworkSample rates(
      Snapshot<NetworkCounters> before, Snapshot<NetworkCounters> now) {
    double seconds = before.secondsUntil(now.atNs());
    double received = 0;
    double sent = 0;
    double loopback = 0;
    for (Map.Entry<String, NetworkCounters> entry : now.counters().entrySet()) {
      NetworkCounters counters = entry.getValue();
      NetworkCounters then = before.counters().getOrDefault(entry.getKey(), counters);
      if (entry.getKey().equals(LOOPBACK)) {
        loopback = counters.receivedSince(then);
      } else {
        received += counters.receivedSince(then);
        sent += counters.sentSince(then);
      }
    }
    return new NetworkSample(
        now.atNs(), Quality.GOOD, received / seconds, sent / seconds, loopback / seconds);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples one group and turns whatever is wrong with its source into quality BAD, with one line in
 * the log when that begins and one when it is over. Owned by one thread.
 */
final class GroupSampler<T extends GroupSample> {

  private static final Logger LOG = LoggerFactory.getLogger(GroupSampler.class);

  private final String group;
  private final Source<T> source;
  private final LongFunction<T> bad;
  private final LongSupplier clock;
  private boolean everRead;
  private boolean failing;

  GroupSampler(String group, Source<T> source, LongFunction<T> bad, LongSupplier clock) {
    this.group = group;
    this.source = source;
    this.bad = bad;
    this.clock = clock;
  }

  /** Reads the clock right before the source: what is slow elsewhere must not distort its rates. */
  T sample() {
    long nowNs = clock.getAsLong();
    try {
      T sample = source.read(nowNs);
      read();
      return sample;
    } catch (IOException e) {
      failed(e);
      return bad.apply(nowNs);
    }
  }

  private void read() {
    if (failing) {
      LOG.info("{} can be read", group);
    }
    failing = false;
    everRead = true;
  }

  /** What was never there is how this machine is; what has gone is a problem. */
  private void failed(IOException problem) {
    if (!failing && everRead) {
      LOG.warn("{} can no longer be read: {}", group, problem.toString());
    } else if (!failing) {
      LOG.info("{} cannot be read here: {}", group, problem.toString());
    }
    failing = true;
  }
}

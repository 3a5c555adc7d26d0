// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * From those who send to the loop that publishes. The loop never waits: nothing here has a lock.
 * Thread-safe.
 */
final class Outbox {

  private final Queue<Issue> commands = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Issue> emergencyStop = new AtomicReference<>();
  private volatile ConfigBlock config = ConfigBlock.NONE;

  /** From the next cycle on this configuration is published. */
  void configure(ConfigBlock block) {
    config = block;
  }

  /** Hands a command over. */
  void put(Issue issue) {
    commands.add(issue);
  }

  /**
   * Hands an emergency stop over, ahead of everything.
   *
   * @return the one that the loop will take: several that come together are one
   */
  Issue stopEverything(Issue issue) {
    Issue before = emergencyStop.compareAndExchange(null, issue);
    return before == null ? issue : before;
  }

  /** What was configured last. The loop's, hot. */
  ConfigBlock config() {
    return config;
  }

  /** The next command, null for none. The loop's, hot. */
  Issue nextCommand() {
    return commands.poll();
  }

  /** The emergency stop that was asked for, null for none. The loop's, hot. */
  Issue takeEmergencyStop() {
    return emergencyStop.get() == null ? null : emergencyStop.getAndSet(null);
  }
}

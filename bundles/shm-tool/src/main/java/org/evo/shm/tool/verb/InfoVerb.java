// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;

/** Shows all that is known of one segment. */
public final class InfoVerb {

  private final SegmentDiscovery discovery;
  private final ShmLifecycleManager manager;
  private final SegmentAudit audit;
  private final Output output;

  /**
   * @param discovery what to ask
   * @param manager of the same directory
   * @param audit likewise
   * @param output where the result goes
   */
  public InfoVerb(
      SegmentDiscovery discovery, ShmLifecycleManager manager, SegmentAudit audit, Output output) {
    this.discovery = discovery;
    this.manager = manager;
    this.audit = audit;
    this.output = output;
  }

  /** Runs it; returns the exit code. */
  public int run(String segment) {
    SegmentInfo info = discovery.refresh(segment).orElseGet(() -> attached(segment));
    Condition condition = Condition.look(info, audit);
    if (output.json()) {
      output.object(json -> SegmentJson.members(json, info, condition));
    } else {
      output.text(SegmentText.of(info, condition));
    }
    return ExitCodes.GOOD;
  }

  /** Discovery passes over what cannot be used; attaching says exactly why it cannot. */
  private SegmentInfo attached(String segment) {
    try (SegmentReader reader = manager.attachReader(segment)) {
      return reader.info();
    }
  }
}

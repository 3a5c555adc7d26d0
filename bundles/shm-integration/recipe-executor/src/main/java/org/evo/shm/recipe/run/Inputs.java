// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.module.kit.InputLink;

/**
 * What the module reads. Owned by the loop, but for {@link #close()}.
 *
 * @param control {@code control_state}
 * @param commands {@code commands_config}
 * @param io {@code phys_input_io}; recipes that read no inputs do without
 * @param maxPauseNs how long the loop itself may stand still before it counts as lost
 */
public record Inputs(InputLink control, InputLink commands, InputLink io, long maxPauseNs)
    implements AutoCloseable {

  /** Attaches as soon as the segments are there. Timing: cold. */
  public void start() {
    control.start();
    commands.start();
    io.start();
  }

  /** Takes the newest records. Once a cycle. Timing: hot. */
  public void poll(long nowNs) {
    control.poll(nowNs);
    commands.poll(nowNs);
    io.poll(nowNs);
  }

  /** A reset has come: what is latched is judged anew. Timing: hot. */
  public void acknowledge() {
    control.acknowledge();
    commands.acknowledge();
    io.acknowledge();
  }

  /** Gives the readers back. Idempotent. Timing: cold. */
  @Override
  public void close() {
    control.close();
    commands.close();
    io.close();
  }
}

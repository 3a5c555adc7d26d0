// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.InputState;
import org.evo.shm.module.kit.InputLink;

/**
 * A module that a run began with: whether it was lost since, or was restarted so quickly that its
 * values never grew too old. Owned by the loop. Hot, but for a loss.
 */
final class Companion {

  private final String segment;
  private final HeaderFields header;
  private boolean needed;
  private boolean restarted;
  private long cycles;

  Companion(String segment, HeaderFields header) {
    this.segment = segment;
    this.header = header;
  }

  /** Looks at the input. Once a cycle, whatever the recipe does. */
  void cycle(InputLink input) {
    if (input.state() == InputState.ABSENT) {
      return;
    }
    long seen = header.cycleCount().get(input.view());
    restarted = seen < cycles;
    cycles = seen;
  }

  /** A run begins: from now on the module is needed if it is there. */
  void begin(InputLink input) {
    needed = input.isUsable();
  }

  /** Whether the module is needed and not there. */
  boolean isMissing(InputLink input) {
    return needed && !input.isUsable();
  }

  /** Whether the run has to be interrupted: the module is missing, or not the one it was. */
  boolean isLost(InputLink input) {
    return needed && (restarted || !input.isUsable());
  }

  /** How it was lost, for people. Allocates. */
  String loss(InputLink input) {
    return input.isUsable()
        ? segment + ": its module was restarted"
        : segment + " is " + input.state();
  }
}

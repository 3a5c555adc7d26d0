// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module;

import java.util.List;
import java.util.Objects;

/**
 * A module at one moment. Immutable.
 *
 * @param module its name, which is also the module in its segments' file names
 * @param state what it does
 * @param fault why it is not {@link ModuleState#RUNNING}, else {@link ModuleFault#NONE}
 * @param text the same for people, empty when there is nothing to say
 * @param segments those it owns now
 * @param configRejected whether the newest configuration was refused and an older one is in force,
 *     or none
 */
public record ModuleStatus(
    String module,
    ModuleState state,
    ModuleFault fault,
    String text,
    List<String> segments,
    boolean configRejected) {

  public ModuleStatus {
    Objects.requireNonNull(module, "module");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(text, "text");
    segments = List.copyOf(segments);
  }
}

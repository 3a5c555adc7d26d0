// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.List;
import org.evo.shm.tool.console.Output;

/**
 * A run that has come up, for whoever started it.
 *
 * @param pid of this process
 * @param options what was asked
 * @param state where its cache and logs are
 * @param modules as they came up
 */
record RunSummary(long pid, RunOptions options, StateDirectory state, List<ModuleReport> modules) {

  RunSummary {
    modules = List.copyOf(modules);
  }

  /**
   * Prints it, and what is wrong on standard error.
   *
   * @param command how the tool was called
   */
  void print(Output output, String command) {
    if (output.json()) {
      output.object(json -> SummaryJson.members(json, this));
    } else {
      output.text(SummaryText.of(this, command));
    }
    for (ModuleReport module : modules) {
      if (!module.isRunning()) {
        output.note(
            "module "
                + module.name()
                + " is "
                + module.state()
                + ": "
                + module.text()
                + "; log: "
                + state.logFile());
      }
    }
  }
}

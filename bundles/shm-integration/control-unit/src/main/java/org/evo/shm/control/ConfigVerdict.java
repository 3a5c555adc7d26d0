// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import org.evo.shm.module.kit.ModuleCondition;

/**
 * Whether the configuration of the container and the block in {@code commands_config} are in force:
 * the module has one place to say that one of them was refused. Thread-safe.
 */
final class ConfigVerdict {

  private final ModuleCondition condition;
  private String refused = "";
  private String blockRefused = "";

  ConfigVerdict(ModuleCondition condition) {
    this.condition = condition;
  }

  /** The configuration was accepted. */
  synchronized void accepted() {
    refused = "";
    tell();
  }

  /** The configuration was refused; the one before it, if any, is still in force. */
  synchronized void refused(String why) {
    refused = why;
    condition.configurationRefused(why);
  }

  /** The block was accepted, or there is none. */
  synchronized void blockAccepted() {
    blockRefused = "";
    tell();
  }

  /** The block was refused; what was in force still is. */
  synchronized void blockRefused(String why) {
    blockRefused = why;
    tell();
  }

  private void tell() {
    if (refused.isEmpty()) {
      condition.configurationAccepted();
    }
    String left = refused.isEmpty() ? blockRefused : refused;
    if (!left.isEmpty()) {
      condition.configurationRefused(left);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.commands.ConfigFields;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.control.axis.Axis;
import org.evo.shm.control.law.AxisParameters;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration that comes with {@code commands_config}. Each revision is taken whole or
 * refused whole. Owned by one thread. Hot, but for a new revision.
 */
final class ConfigBlock {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigBlock.class);
  private static final ConfigFields CONFIG = CommandsConfig.CONFIG;
  private static final double FULL_PERCENT = 100;

  private final List<Axis> axes;
  private final ConfigVerdict verdict;
  private long seenEpochNs;
  private long seenRevision;
  private long revision;
  private double overridePercent = FULL_PERCENT;

  ConfigBlock(List<Axis> axes, ConfigVerdict verdict) {
    this.axes = axes;
    this.verdict = verdict;
  }

  /** The axes have other parameters of their own: what the block changes of them is judged anew. */
  void forget() {
    seenEpochNs = 0;
    seenRevision = 0;
    revision = 0;
    overridePercent = FULL_PERCENT;
  }

  /** Takes a new revision. One that is 0 asks for nothing: what is in force stays. */
  void look(RecordView commands) {
    long epochNs = CommandsConfig.COMMAND.epochNs().get(commands);
    long newRevision = CONFIG.revision().get(commands);
    if (newRevision == 0 || newRevision == seenRevision && epochNs == seenEpochNs) {
      return;
    }
    seenRevision = newRevision;
    seenEpochNs = epochNs;
    try {
      take(commands);
      revision = newRevision;
      LOG.info("revision {} of the configuration in commands_config is in force", newRevision);
      verdict.blockAccepted();
    } catch (InvalidRangeException e) {
      LOG.error(
          "revision {} of the configuration in commands_config refused, revision {} stays: {}",
          newRevision,
          revision,
          e.getMessage());
      verdict.blockRefused(e.getMessage());
    }
  }

  /** Share of the velocities that are asked for, 0 to 100. */
  double overridePercent() {
    return overridePercent;
  }

  void store(MutableRecord record) {
    ControlState.PARAMETER_REVISION.set(record, revision);
  }

  private void take(RecordView commands) {
    double asked = CONFIG.overridePercent().get(commands);
    double percent =
        Double.isNaN(asked)
            ? FULL_PERCENT
            : ConfigValues.within("config.override_percent", asked, 0, FULL_PERCENT);
    List<AxisParameters> parameters = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      parameters.add(axes.get(i).configured().with(commands, CONFIG.axis(), i));
    }
    overridePercent = percent;
    for (int i = 0; i < axes.size(); i++) {
      axes.get(i).use(parameters.get(i));
    }
  }
}

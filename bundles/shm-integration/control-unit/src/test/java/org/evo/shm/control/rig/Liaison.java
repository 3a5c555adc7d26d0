// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.rig;

import java.util.Arrays;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.control.law.Parameter;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.layout.MutableRecord;

/** Sends commands and configurations as a test wants them. Owned by one thread. */
public final class Liaison implements CyclicTask, AutoCloseable {

  private static final CommandRingFields RING = CommandsConfig.COMMAND;

  private final Owner owner;
  private final long[] sequences = new long[CommandRingFields.RING];
  private final long[] times = new long[CommandRingFields.RING];
  private final CommandCode[] codes = new CommandCode[CommandRingFields.RING];
  private final int[] axes = new int[CommandRingFields.RING];
  private final double[] args = new double[CommandRingFields.RING * CommandRingFields.ARGS];
  private final String[] texts = new String[CommandRingFields.RING];
  private final double[][] parameters = new double[Parameter.values().length][Axes.COUNT];
  private final long epochNs;
  private long nowNs;
  private long newest;
  private long revision;
  private double overridePercent = Double.NaN;
  private boolean level;
  private String levelReason = "";
  private boolean silent;

  public Liaison(ShmLifecycleManager manager, RetryTimer timer, long epochNs) {
    this.epochNs = epochNs;
    this.nowNs = epochNs;
    Arrays.fill(codes, CommandCode.NONE);
    Arrays.fill(texts, "");
    for (double[] ofAxes : parameters) {
      Arrays.fill(ofAxes, Double.NaN);
    }
    owner =
        new Owner(
            manager,
            CommandsConfig.MODULE,
            CommandsConfig.LAYOUT,
            CommandsConfig.HEADER,
            timer,
            this::fill);
  }

  /** Sends a command with the next cycle. */
  public long send(CommandCode code, int axis, double... arguments) {
    return send(code, axis, "", arguments);
  }

  /** Sends a command with a text. */
  public long send(CommandCode code, int axis, String text, double... arguments) {
    newest++;
    int place = CommandRingFields.place(newest);
    sequences[place] = newest;
    times[place] = nowNs;
    codes[place] = code;
    axes[place] = axis;
    texts[place] = text;
    for (int i = 0; i < CommandRingFields.ARGS; i++) {
      args[place * CommandRingFields.ARGS + i] = i < arguments.length ? arguments[i] : Double.NaN;
    }
    return newest;
  }

  /** Sets or takes back the level of the emergency stop. */
  public void emergencyStop(boolean active, String reason) {
    level = active;
    levelReason = reason;
  }

  /** Asks for a parameter; in force with the next {@link #revise}. */
  public Liaison ask(Parameter parameter, int axis, double value) {
    parameters[parameter.ordinal()][axis] = value;
    return this;
  }

  /** Asks for a share of the velocities; in force with the next {@link #revise}. */
  public Liaison override(double percent) {
    overridePercent = percent;
    return this;
  }

  /** Issues a new revision of the configuration. */
  public long revise() {
    return ++revision;
  }

  /** Goes on running, but publishes no more. */
  public void silence(boolean isSilent) {
    silent = isSilent;
  }

  @Override
  public CycleSpec spec() {
    return new CycleSpec("liaison", 1000, 50);
  }

  @Override
  public void cycle(long newNowNs) {
    nowNs = newNowNs;
    if (!silent) {
      owner.publish(newNowNs);
    }
  }

  @Override
  public void close() {
    owner.close();
  }

  private void fill(MutableRecord record, long publishedNs) {
    CommandsConfig.EMERGENCY_STOP.active().set(record, level);
    CommandsConfig.EMERGENCY_STOP.reason().set(record, levelReason);
    RING.epochNs().set(record, epochNs);
    RING.newestSequence().set(record, newest);
    for (int i = 0; i < CommandRingFields.RING; i++) {
      RING.sequence().set(record, i, sequences[i]);
      RING.target().set(record, i, codes[i].target().code());
      RING.code().set(record, i, codes[i].code());
      RING.axis().set(record, i, axes[i]);
      RING.timeNs().set(record, i, times[i]);
      RING.texts().get(i).set(record, texts[i]);
    }
    for (int i = 0; i < args.length; i++) {
      RING.args().set(record, i, args[i]);
    }
    CommandsConfig.CONFIG.revision().set(record, revision);
    CommandsConfig.CONFIG.overridePercent().set(record, overridePercent);
    for (Parameter parameter : Parameter.values()) {
      for (int axis = 0; axis < Axes.COUNT; axis++) {
        parameter
            .in(CommandsConfig.CONFIG.axis())
            .set(record, axis, parameters[parameter.ordinal()][axis]);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentLayout;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.tool.console.Cancellation;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;

/** Measures every operation for both layouts and several sizes. */
public final class BenchVerb {

  private static final int[] SIZES = {8, 64, 256, 1024, 4096, 65536};

  private final ShmLifecycleManager manager;
  private final Output output;
  private final Cancellation cancellation;
  private final boolean checksummed;

  /**
   * @param manager of the directory to measure in, which it leaves as it found it
   * @param output where the result goes
   * @param cancellation ends it, without a result
   * @param checksummed whether to measure checksummed segments instead of ordinary ones
   */
  public BenchVerb(
      ShmLifecycleManager manager, Output output, Cancellation cancellation, boolean checksummed) {
    this.checksummed = checksummed;
    this.manager = manager;
    this.output = output;
    this.cancellation = cancellation;
  }

  /**
   * Runs it; returns the exit code, a problem when it was cancelled.
   *
   * @param quick fewer and shorter rounds
   */
  public int run(boolean quick) {
    Optional<CProgram> program = CProgram.compile(output);
    try {
      return run(quick ? BenchPlan.quick() : BenchPlan.full(), program, SIZES);
    } finally {
      program.ifPresent(CProgram::close);
    }
  }

  int run(BenchPlan plan, Optional<CProgram> program, int... sizes) {
    List<Subject> subjects = new ArrayList<>();
    try {
      for (SegmentLayout layout : layouts()) {
        for (int size : sizes) {
          subjects.add(Subject.create(manager, layout, size, checksummed));
        }
      }
      Campaign campaign = new Campaign(plan, subjects, sizes);
      return measure(campaign, program) ? print(campaign) : cancelled();
    } finally {
      subjects.forEach(Subject::close);
    }
  }

  private List<SegmentLayout> layouts() {
    return checksummed
        ? List.of(SegmentLayout.SLOTTED)
        : List.of(SegmentLayout.SLOTTED, SegmentLayout.CLASSIC);
  }

  /** Warms up and measures, the C program in turns with the rest; false when cancelled. */
  private boolean measure(Campaign campaign, Optional<CProgram> program) {
    output.note("warming up");
    campaign.warmUp(cancellation);
    while (!cancellation.requested() && campaign.wantsRound()) {
      output.note("round " + (campaign.rounds() + 1) + " of " + campaign.plannedRounds());
      program.ifPresent(p -> campaign.floor(p));
      campaign.round();
    }
    return !cancellation.requested();
  }

  private int print(Campaign campaign) {
    Machine machine = Machine.here(campaign.rounds());
    List<BenchResult> results = campaign.results();
    if (output.json()) {
      output.object(json -> BenchJson.members(json, machine, checksummed, results));
    } else {
      output.text(BenchText.of(machine, checksummed, results));
    }
    return ExitCodes.GOOD;
  }

  private int cancelled() {
    output.note("stopped before there was a result");
    return ExitCodes.PROBLEM;
  }
}

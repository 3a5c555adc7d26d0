// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A segment ends and its memory is freed while it is read. */
public class CopyAgainstRetire {

  /** 1 slot. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class OneSlot {

    private final Race race = new Race(1);

    @Actor
    public void writer() {
      race.write(2);
      race.memory().retireRelease();
      VarHandle.fullFence();
      race.free();
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readToTheEnd(2);
    }
  }

  /** 2 slots. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class TwoSlots {

    private final Race race = new Race(2);

    @Actor
    public void writer() {
      race.write(2);
      race.memory().retireRelease();
      VarHandle.fullFence();
      race.free();
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readToTheEnd(2);
    }
  }

  /** 4 slots. */
  @JCStressTest
  @JCStressMeta(Reads.class)
  @State
  public static class FourSlots {

    private final Race race = new Race(4);

    @Actor
    public void writer() {
      race.write(2);
      race.memory().retireRelease();
      VarHandle.fullFence();
      race.free();
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = race.readToTheEnd(2);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.evo.shm.linux.posix.Posix;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A write against a close in another thread, with the real barrier: one of them sees the other. */
@JCStressTest
@Outcome(id = "written", expect = ACCEPTABLE, desc = "the close waited for the write")
@Outcome(id = "refused", expect = ACCEPTABLE, desc = "the write came too late")
@Outcome(id = "CUT OFF", expect = FORBIDDEN, desc = "the close did not see the write")
@State
public class GateAgainstClose {

  private static final WriteBarrier BARRIER = new WriteBarrier(new Posix());
  private static final VarHandle ENDED;

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(GateAgainstClose.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final WriteGate gate = new WriteGate(BARRIER);
  private boolean ended;

  @Actor
  public void writer(L_Result r) {
    if (!gate.enter()) {
      r.r1 = "refused";
      return;
    }
    Thread.onSpinWait();
    r.r1 = (boolean) ENDED.getOpaque(this) ? "CUT OFF" : "written";
    gate.leave();
  }

  @Actor
  public void closer() {
    gate.close();
    gate.awaitQuiescence(() -> false);
    ENDED.setOpaque(this, true);
  }
}

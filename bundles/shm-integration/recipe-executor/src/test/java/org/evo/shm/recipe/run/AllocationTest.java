// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.evo.shm.contract.physoutput.RecipeState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {

  private static final int CYCLES = 50_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Rig rig = new Rig();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"do\": \"wait\", \"timeMs\": 86400000}",
        """
        {"do": "loop", "while": {"all": [{"left": 1, "op": "==", "right": 1},
          {"not": {"left": "axis[0].homed", "op": "<", "right": 0}}]}, "steps": [
          {"do": "call", "subroutine": "out"},
          {"do": "if", "condition": {"left": "c", "op": ">", "right": 3},
           "then": [{"do": "set", "target": "digitalOut[0]", "value": 1}],
           "else": [{"do": "set", "target": "analogOut[0]", "value": 2}]},
          {"do": "read", "signal": "digitalIn[0]", "into": "a"},
          {"do": "await", "condition": {"left": "axis[0].inPosition", "op": "==", "right": 1},
           "timeoutMs": 1000},
          {"do": "move", "axis": 0, "positionMm": {"left": 10, "op": "-", "right": "b"},
           "velocityMmS": 50, "accelerationMmS2": 500, "timeoutMs": 1000},
          {"do": "set", "target": "b", "value": {"left": 10, "op": "-", "right": "b"}},
          {"do": "loop", "count": 2, "steps": [{"do": "wait", "timeMs": 2}]}
        ]}"""
      })
  void shouldAllocateNothingInACycleWhateverStepItIs(String steps) {
    rig.start(steps);
    rig.cycles(20_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    rig.cycles(CYCLES);
    long perCycle = (threads.getCurrentThreadAllocatedBytes() - before) / CYCLES;

    assertTrue(before > 0, "this JVM does not measure allocation");
    assertEquals(RecipeState.RUNNING, rig.state(), rig::error);
    assertEquals(0, perCycle, "bytes a cycle");
  }
}

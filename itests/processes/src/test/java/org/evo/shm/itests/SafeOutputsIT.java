// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.hal.output.OutputGate;
import org.evo.shm.hal.output.OutputSettings;
import org.evo.shm.kit.ThreadRetryTimer;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who commands the outputs is another process, which is missing, killed, stopped and started. */
class SafeOutputsIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(1);
  private static final long SAFE_DIGITAL = 0b100;
  private static final int KILLS = 5;

  /** Long enough for a commander that is delayed by a busy machine. */
  private static final InputPolicy POLICY = InputPolicy.ofMs(200, OnStale.SAFE);

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private LinuxSharedMemory memory;
  private ThreadRetryTimer timer;
  private OutputGate gate;

  @BeforeEach
  void open() {
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    timer = new ThreadRetryTimer("attach");
    InputLink link = new InputLink(memory, PhysOutputIo.LAYOUT, PhysOutputIo.HEADER, timer, POLICY);
    link.start();
    gate =
        new OutputGate(
            link,
            new OutputSettings(
                POLICY, POLICY, SAFE_DIGITAL, Collections.nCopies(IoBanks.ANALOG, 0.0)));
  }

  @AfterEach
  void close() {
    timer.close();
    gate.close();
    memory.close();
  }

  @Test
  void shouldBeSafeWithoutACommanderAndAfterEachDeathOfOne() {
    awaitThat(() -> gate.outputs().reason() == SafeReason.NO_OUTPUT);
    List<Double> untilSafeMs = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      try (ChildProcess commander = commander()) {
        awaitThat(() -> gate.outputs().isEnabled(0));
        assertEquals(CommandingProgram.COMMAND_V, gate.outputs().commandV(0));
        assertEquals(CommandingProgram.DIGITAL, gate.outputs().digitalOut());
        long killedNs = System.nanoTime();
        commander.kill();
        awaitThat(() -> gate.outputs().reason() == SafeReason.OUTPUT_STALE);
        untilSafeMs.add((System.nanoTime() - killedNs) / 1e6);
        assertSafe();
      }
    }
    System.out.println("SIGKILL to safe outputs, ms, limit 200: " + untilSafeMs);
  }

  @Test
  void shouldNotStartADriveThatACommanderStillWantsAfterItStoodStill() {
    try (ChildProcess commander = commander()) {
      awaitThat(() -> gate.outputs().isEnabled(0));

      commander.signal("STOP");
      awaitThat(() -> gate.outputs().reason() == SafeReason.OUTPUT_STALE);
      assertSafe();
      commander.signal("CONT");
      awaitThat(() -> gate.outputs().reason() == SafeReason.NONE);

      assertEquals(CommandingProgram.DIGITAL, gate.outputs().digitalOut());
      assertFalse(gate.outputs().isEnabled(0));
      assertTrue(AxisStatus.has(gate.outputs().status(0), AxisStatus.RESTART_LOCK));
    }
  }

  private ChildProcess commander() {
    return ChildProcess.start(
        JavaProgram.brief().command(CommandingProgram.class, List.of(directory.toString())));
  }

  private void assertSafe() {
    assertFalse(gate.outputs().isEnabled(0));
    assertEquals(0, gate.outputs().commandV(0));
    assertEquals(SAFE_DIGITAL, gate.outputs().digitalOut());
  }

  private void awaitThat(Callable<Boolean> condition) {
    await()
        .atMost(SOON)
        .pollInterval(POLL)
        .pollInSameThread()
        .until(
            () -> {
              gate.cycle(System.nanoTime());
              return condition.call();
            });
  }
}

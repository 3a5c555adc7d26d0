// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.control.rig.Hal;
import org.evo.shm.control.rig.Liaison;
import org.evo.shm.control.rig.Recipe;
import org.evo.shm.kit.ThreadRetryTimer;
import org.evo.shm.layout.RecordView;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Control Unit is another process, which is killed, stopped and started while an axis moves.
 * The other modules are here.
 */
class KilledControllerIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(1);
  private static final long MAX_AGE_MS = ControllingProgram.MAX_AGE_MS;
  private static final double VELOCITY = 20;
  private static final int CYCLES = 1000;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private LinuxSharedMemory memory;
  private ThreadRetryTimer timer;
  private Hal hal;
  private Recipe recipe;
  private Liaison liaison;
  private InputLink control;

  @BeforeEach
  void open() {
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    timer = new ThreadRetryTimer("attach");
    hal = Hal.complete(memory, timer, MAX_AGE_MS);
    recipe = new Recipe(memory, timer, MAX_AGE_MS, 0);
    liaison = new Liaison(memory, timer, System.nanoTime());
    control =
        new InputLink(
            memory,
            ControlState.LAYOUT,
            ControlState.HEADER,
            timer,
            InputPolicy.ofMs(MAX_AGE_MS, OnStale.SAFE));
    control.start();
  }

  @AfterEach
  void close() {
    timer.close();
    control.close();
    liaison.close();
    recipe.close();
    hal.close();
    memory.close();
  }

  @Test
  void shouldBeSafeWhenItIsKilledOnTheWayAndMoveAgainOnlyByCommand() {
    long request;
    try (ChildProcess controller = controller()) {
      request = move(100);
      controller.kill();
      awaitThat(() -> hal.gate().outputs().reason() == SafeReason.CONTROLLER_STALE);
      assertFalse(hal.gate().outputs().isEnabled(0));
      assertEquals(0, hal.gate().outputs().commandV(0));
    }
    try (ChildProcess again = controller()) {
      awaitThat(() -> control.isUsable() && sequence() == request);

      assertEquals(CommandResult.FAILED, result());
      assertStandsStill();
      assertEquals(AxisMode.DISABLED, mode());
      assertTrue(again.isAlive());
      command(CommandCode.RESET);
      assertStandsStill();
      move(-50);
    }
  }

  @Test
  void shouldFaultWhenItStoodStillOnTheWay() {
    try (ChildProcess controller = controller()) {
      move(100);

      controller.signal("STOP");
      awaitThat(() -> hal.gate().outputs().reason() == SafeReason.CONTROLLER_STALE);
      controller.signal("CONT");
      awaitThat(() -> mode() == AxisMode.FAULT);

      assertStandsStill();
      command(CommandCode.RESET);
      assertEquals(AxisMode.DISABLED, mode());
      move(-50);
    }
  }

  @Test
  void shouldNotMoveWhenAnotherOneTakesOver() {
    try (ChildProcess controller = controller()) {
      move(100);
      try (ChildProcess heir = controller()) {
        cycles(CYCLES);
        assertEquals(AxisMode.MOVING, mode(), this::fault);

        controller.kill();
        awaitThat(() -> control.isUsable() && mode() == AxisMode.DISABLED);

        assertStandsStill();
        assertTrue(heir.isAlive());
        command(CommandCode.RESET);
        move(-50);
      }
    }
  }

  private ChildProcess controller() {
    return ChildProcess.start(
        JavaProgram.brief().command(ControllingProgram.class, List.of(directory.toString())));
  }

  /** Enables the axis and sends it on its way, by as much. */
  private long move(double byMm) {
    awaitThat(
        () -> control.isUsable() && Double.isFinite(position()) && command(CommandCode.ENABLE));
    awaitThat(() -> hal.gate().outputs().isEnabled(0));
    double from = position();
    long request = recipe.request(0, RequestKind.MOVE.code(), from + byMm, VELOCITY, Double.NaN);
    awaitThat(() -> sequence() == request && Math.abs(position() - from) > 5);
    assertEquals(AxisMode.MOVING, mode(), this::fault);
    return request;
  }

  private boolean command(CommandCode code) {
    long sequence = liaison.send(code, 0);
    awaitThat(() -> ControlState.ACK.sequence().get(state()) >= sequence);
    return ControlState.ACK.result().get(state()) == CommandResult.ACCEPTED.code();
  }

  /** The brake has it, or had it all along. */
  private void assertStandsStill() {
    cycles(CYCLES);
    double before = hal.positionMm(0);
    cycles(CYCLES);
    assertEquals(before, hal.positionMm(0));
    assertFalse(hal.gate().outputs().isEnabled(0));
  }

  private void cycles(int count) {
    int[] left = {count};
    awaitThat(() -> left[0]-- <= 0);
  }

  private void awaitThat(Callable<Boolean> condition) {
    await()
        .atMost(SOON)
        .pollInterval(POLL)
        .pollInSameThread()
        .until(
            () -> {
              long nowNs = System.nanoTime();
              hal.cycle(nowNs);
              liaison.cycle(nowNs);
              recipe.cycle(nowNs);
              control.poll(nowNs);
              return condition.call();
            });
  }

  private RecordView state() {
    return control.view();
  }

  private double position() {
    return ControlState.AXIS.positionMm().get(state(), 0);
  }

  private AxisMode mode() {
    return AxisMode.ofCode(ControlState.AXIS.mode().get(state(), 0));
  }

  private String fault() {
    return AxisFault.ofCode(ControlState.AXIS.fault().get(state(), 0)).name();
  }

  private long sequence() {
    return ControlState.AXIS.requestSequence().get(state(), 0);
  }

  private CommandResult result() {
    return CommandResult.ofCode(ControlState.AXIS.requestResult().get(state(), 0));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.control.ControlConfig;
import org.evo.shm.control.ControlCore;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.kit.ThreadRetryTimer;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.module.kit.FakeConfig;
import org.evo.shm.module.kit.TaskRegistry;

/** The Control Unit, a thousand cycles a second until it is killed: {@code DIRECTORY}. */
final class ControllingProgram {

  /** Long enough for processes that are delayed by a busy machine. */
  static final long MAX_AGE_MS = 3000;

  /** Within which the loop stays stable when it is delayed, too. */
  private static final FakeConfig<ControlConfig> GENTLE =
      FakeConfig.of(ControlConfig.class)
          .with("sensors.maxAgeMs", MAX_AGE_MS)
          .with("requests.maxAgeMs", MAX_AGE_MS)
          .with("commands.maxAgeMs", MAX_AGE_MS)
          .with("homing.required", "false")
          .with("axis.driveTimeoutMs", 10_000L)
          .withList("axis.kp", "0.5")
          .withList("axis.ki", "1")
          .withList("axis.kd", "0.01")
          .withList("axis.velocityFeedforward", "0.02")
          .withList("axis.toleranceMm", "1")
          .withList("axis.followingErrorLimitMm", "1000");

  private static final long PERIOD_NS = 1_000_000;

  private ControllingProgram() {}

  public static void main(String[] args) {
    try (LinuxSharedMemory memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(Path.of(args[0])))) {
      AtomicReference<CyclicTask> task = new AtomicReference<>();
      ControlCore core = new ControlCore(memory, into(task), new ThreadRetryTimer("claim"));
      core.configure(GENTLE.config());
      while (!Thread.currentThread().isInterrupted()) {
        task.get().cycle(System.nanoTime());
        LockSupport.parkNanos(PERIOD_NS);
      }
      core.stop();
    }
  }

  private static TaskRegistry into(AtomicReference<CyclicTask> task) {
    return registered -> {
      task.set(registered);
      return () -> task.set(null);
    };
  }
}

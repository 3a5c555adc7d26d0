// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.ModuleCondition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriverReportTest {

  private final ModuleCondition condition = new ModuleCondition("hal", List.of());
  private final DriverReport drivers = new DriverReport(condition);

  @BeforeEach
  void run() {
    condition.configurationAccepted();
    condition.publishing();
  }

  @Test
  void shouldDegradeTheModuleWhileADriverFails() {
    drivers.failed("broken");
    assertEquals(ModuleFault.DRIVER_FAILED, condition.status().fault());
    assertEquals("broken", condition.status().text());

    drivers.recovered();
    assertEquals(ModuleFault.NONE, condition.status().fault());
  }

  @Test
  void shouldDegradeTheModuleWhileADriverIsStalled() {
    drivers.stalled(true);
    assertEquals(ModuleFault.DRIVER_STALLED, condition.status().fault());

    drivers.stalled(false);
    assertEquals(ModuleFault.NONE, condition.status().fault());
  }

  @Test
  void shouldForgetTheFailuresOfDriversThatWereReplaced() {
    drivers.failed("broken");
    drivers.stalled(true);

    drivers.replaced();

    assertEquals(ModuleFault.NONE, condition.status().fault());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.osgi;

import java.util.Set;
import org.evo.shm.linux.LinuxThreadScheduling;
import org.evo.shm.spi.ThreadScheduling;
import org.osgi.service.component.annotations.Component;

/** Scheduling of threads, for the loops. */
@Component
public final class SchedulingComponent implements ThreadScheduling {

  private final ThreadScheduling scheduling = new LinuxThreadScheduling();

  @Override
  public void setPolicy(Policy policy, int priority) {
    scheduling.setPolicy(policy, priority);
  }

  @Override
  public void setCpus(Set<Integer> cpus) {
    scheduling.setCpus(cpus);
  }

  @Override
  public Schedule current() {
    return scheduling.current();
  }
}

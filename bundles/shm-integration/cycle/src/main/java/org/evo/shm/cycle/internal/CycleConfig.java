// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration as it comes from the container, unchecked: {@link PlanParser} checks it. */
@ObjectClassDefinition(
    name = "EVO loops",
    description = "How the threads that call the modules' tasks are scheduled.")
public @interface CycleConfig {

  /** Scheduling of the loops' threads, by rate. */
  @AttributeDefinition(
      name = "Loops",
      description =
          "RATE other|fifo|rr [priority=1..99] [cpus=0+2-3] [required], in a list or separated by"
              + " commas; RATE in Hz, * for all others; a loop with none is left as it is")
  String[] loops() default {};
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration as it comes from the container, unchecked: {@link HalSettings} checks it. */
@ObjectClassDefinition(
    name = "EVO hardware abstraction",
    description = "Samples sensors and publishes them in the segment phys_input_io.")
public @interface HalConfig {

  /** Drivers to run, in a list or separated by commas. */
  @AttributeDefinition(
      name = "Drivers",
      description = "host samples this computer's own sensors; none is possible")
  String[] drivers() default {"host"};

  /** Records published per second. */
  @AttributeDefinition(
      name = "Publishing rate",
      description = "records per second, 10 to 10000 Hz",
      min = "10",
      max = "10000")
  int publishHz() default 100;

  /** Passes over the host's sensors per second. */
  @AttributeDefinition(
      name = "Sampling rate",
      description = "passes of the host driver per second, 1 to 50 Hz",
      min = "1",
      max = "50")
  int sampleHz() default 10;

  /** Age beyond which values become stale. */
  @AttributeDefinition(
      name = "Maximum age",
      description =
          "age beyond which values are STALE, up to 60000 ms, at least two sampling periods",
      min = "1",
      max = "60000")
  long maxAgeMs() default 500;

  /** The kernel's process files. */
  @AttributeDefinition(
      name = "Directory of /proc",
      description = "absolute; elsewhere for a container that sees its host's /proc")
  String host_procDir() default "/proc";

  /** The kernel's device files. */
  @AttributeDefinition(
      name = "Directory of /sys",
      description = "absolute; elsewhere for a container that sees its host's /sys")
  String host_sysDir() default "/sys";
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.lang.annotation.Annotation;
import java.util.List;

/** A configuration as the container would hand it over. */
record TestConfig(
    List<String> names, int publishHz, int sampleHz, long maxAgeMs, String procDir, String sysDir)
    implements HalConfig {

  static final TestConfig DEFAULTS = new TestConfig(List.of("host"), 100, 10, 500, "/proc", "/sys");

  TestConfig withDrivers(String... drivers) {
    return new TestConfig(List.of(drivers), publishHz, sampleHz, maxAgeMs, procDir, sysDir);
  }

  TestConfig withPublishHz(int hz) {
    return new TestConfig(names, hz, sampleHz, maxAgeMs, procDir, sysDir);
  }

  TestConfig withSampling(int hz, long ageMs) {
    return new TestConfig(names, publishHz, hz, ageMs, procDir, sysDir);
  }

  TestConfig withDirectories(String proc, String sys) {
    return new TestConfig(names, publishHz, sampleHz, maxAgeMs, proc, sys);
  }

  @Override
  public String[] drivers() {
    return names.toArray(String[]::new);
  }

  @Override
  public String host_procDir() {
    return procDir;
  }

  @Override
  public String host_sysDir() {
    return sysDir;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return HalConfig.class;
  }
}

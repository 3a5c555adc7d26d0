// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Factory configurations of a test, deleted at its end. */
final class FactoryConfigurations implements AutoCloseable {

  private final ConfigurationAdmin admin;
  private final List<Configuration> created = new ArrayList<>();

  FactoryConfigurations(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  Configuration create(String factoryPid, Map<String, Object> values) throws IOException {
    Configuration configuration = admin.createFactoryConfiguration(factoryPid, null);
    created.add(configuration);
    update(configuration, values);
    return configuration;
  }

  static void update(Configuration configuration, Map<String, Object> values) throws IOException {
    configuration.update(new Hashtable<>(values));
  }

  void delete(Configuration configuration) throws IOException {
    created.remove(configuration);
    configuration.delete();
  }

  @Override
  public void close() throws IOException {
    for (Configuration configuration : created) {
      configuration.delete();
    }
    created.clear();
  }
}

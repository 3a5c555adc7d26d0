// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * Registers a factory in the name of this bundle.
 *
 * @param <S> the service
 */
final class BundleRegistrar<S> implements Registrar {

  private final BundleContext context;
  private final Class<S> type;
  private final PrototypeServiceFactory<S> factory;

  BundleRegistrar(BundleContext context, Class<S> type, PrototypeServiceFactory<S> factory) {
    this.context = context;
    this.type = type;
    this.factory = factory;
  }

  @Override
  public Entry register(Map<String, Object> properties) {
    ServiceRegistration<S> registration =
        context.registerService(type, factory, new Hashtable<>(properties));
    return new Entry() {
      @Override
      public void update(Map<String, Object> changed) {
        registration.setProperties(new Hashtable<>(changed));
      }

      @Override
      public void unregister() {
        registration.unregister();
      }
    };
  }
}

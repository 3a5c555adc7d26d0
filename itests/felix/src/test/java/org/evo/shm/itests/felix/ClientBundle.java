// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** Another bundle that uses services; it has no code, the test acts in its name. */
final class ClientBundle implements AutoCloseable {

  private final Bundle bundle;

  private ClientBundle(Bundle bundle) {
    this.bundle = bundle;
  }

  static ClientBundle start(BundleContext context, String name)
      throws IOException, BundleException {
    Bundle bundle = context.installBundle("client:" + name, new ByteArrayInputStream(jar(name)));
    bundle.start();
    return new ClientBundle(bundle);
  }

  /** The service as this bundle gets it. */
  <S> S service(Class<S> type) {
    BundleContext context = bundle.getBundleContext();
    ServiceReference<S> reference = context.getServiceReference(type);
    return context.getService(reference);
  }

  void stop() throws BundleException {
    bundle.stop();
  }

  @Override
  public void close() throws BundleException {
    bundle.uninstall();
  }

  private static byte[] jar(String name) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", name);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new JarOutputStream(bytes, manifest).close();
    return bytes.toByteArray();
  }
}

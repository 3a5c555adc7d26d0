// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** Another bundle that uses services; it has no code, the test acts in its name. */
final class ClientBundle implements AutoCloseable {

  private static final String COMPONENT = "OSGI-INF/component.xml";
  private static final String EXTENDED_BY_SCR =
      "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"";

  private final Bundle bundle;

  private ClientBundle(Bundle bundle) {
    this.bundle = bundle;
  }

  static ClientBundle start(BundleContext context, String name)
      throws IOException, BundleException {
    return start(context, name, "");
  }

  /** With the description of a component, empty for none. */
  static ClientBundle start(BundleContext context, String name, String component)
      throws IOException, BundleException {
    Bundle bundle =
        context.installBundle("client:" + name, new ByteArrayInputStream(jar(name, component)));
    bundle.start();
    return new ClientBundle(bundle);
  }

  Bundle bundle() {
    return bundle;
  }

  BundleContext context() {
    return bundle.getBundleContext();
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

  private static byte[] jar(String name, String component) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", name);
    if (!component.isEmpty()) {
      headers.putValue("Service-Component", COMPONENT);
      headers.putValue("Require-Capability", EXTENDED_BY_SCR);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      if (!component.isEmpty()) {
        jar.putNextEntry(new ZipEntry(COMPONENT));
        jar.write(component.getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}

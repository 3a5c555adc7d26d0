// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Gives each test a directory of its own on the file system where segments live. */
public final class InMemoryDirectory implements TempDirFactory {

  @Override
  public Path createTempDirectory(
      AnnotatedElementContext elementContext, ExtensionContext extensionContext)
      throws IOException {
    return Files.createTempDirectory(Path.of("/dev/shm"), "evo-shm-test-");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.nio.file.Path;

/**
 * How this computer is sampled. Immutable.
 *
 * @param procDir the kernel's {@code /proc}
 * @param sysDir the kernel's {@code /sys}
 * @param sampleHz passes per second
 */
public record HostSettings(Path procDir, Path sysDir, int sampleHz) {}

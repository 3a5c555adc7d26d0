// SPDX-License-Identifier: Apache-2.0
/**
 * Finds segments through the file system, with nothing but the platform's probe.
 *
 * <p>{@code DirectoryScanner} looks, {@code SegmentIndex} keeps what was seen, {@code Catalogue}
 * shows it, {@code FileChoice} decides which file stands for a name, {@code Difference} says what
 * must have happened, {@code IndexedDiscovery} is the service over them.
 */
package org.evo.shm.discovery;

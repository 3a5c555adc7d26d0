// SPDX-License-Identifier: Apache-2.0
/**
 * Finds segments through the file system, with nothing but the platform's probe.
 *
 * <p>{@code DirectoryScanner} looks, {@code SegmentSelection} decides which file stands for a name,
 * {@code DirectoryDiscovery} is the service over both.
 */
package org.evo.shm.discovery;

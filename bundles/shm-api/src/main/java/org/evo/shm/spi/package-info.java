// SPDX-License-Identifier: Apache-2.0
/**
 * What discovery and tools need of the platform underneath: looking into one file. Implemented by
 * the platform's bundle.
 */
@Export
@Version("1.0.0")
package org.evo.shm.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

// SPDX-License-Identifier: Apache-2.0
/**
 * What the script starts: the tool's commands and {@code run}, which hosts the bundles in an
 * embedded framework.
 *
 * <p>A run is put together in {@link org.evo.shm.runtime.RunSession}: instance lock, conf, bundles,
 * framework, modules, summary, end. Everything here is used by the main thread only, unless it says
 * otherwise.
 */
package org.evo.shm.runtime;

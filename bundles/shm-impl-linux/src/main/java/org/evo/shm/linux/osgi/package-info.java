// SPDX-License-Identifier: Apache-2.0
/** The services of this bundle: a thin shell over {@code org.evo.shm.linux}. */
package org.evo.shm.linux.osgi;

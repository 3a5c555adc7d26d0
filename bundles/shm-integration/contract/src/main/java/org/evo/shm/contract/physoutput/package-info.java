// SPDX-License-Identifier: Apache-2.0
/** The segment {@code phys_output_io}: the recipe and everything that is to be driven. */
@Version("1.0.0")
package org.evo.shm.contract.physoutput;

import org.osgi.annotation.versioning.Version;

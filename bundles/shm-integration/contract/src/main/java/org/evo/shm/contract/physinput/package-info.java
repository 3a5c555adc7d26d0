// SPDX-License-Identifier: Apache-2.0
/** The segment {@code phys_input_io}: what the hardware abstraction layer measures. */
@Version("1.0.0")
package org.evo.shm.contract.physinput;

import org.osgi.annotation.versioning.Version;

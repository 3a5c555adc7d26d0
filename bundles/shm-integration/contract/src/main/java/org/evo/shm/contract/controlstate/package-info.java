// SPDX-License-Identifier: Apache-2.0
/** The segment {@code control_state}: where the axes are and what the Control Unit does. */
@Version("1.0.0")
package org.evo.shm.contract.controlstate;

import org.osgi.annotation.versioning.Version;

// SPDX-License-Identifier: Apache-2.0
/**
 * What all EVO modules need: getting their segment and keeping it, reading their inputs and judging
 * their age, consuming commands, and the state that follows from all of it. Modules embed it.
 */
@Version("1.0.0")
package org.evo.shm.module.kit;

import org.osgi.annotation.versioning.Version;

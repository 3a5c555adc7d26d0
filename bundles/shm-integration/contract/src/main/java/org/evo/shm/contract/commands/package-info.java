// SPDX-License-Identifier: Apache-2.0
/**
 * The segment {@code commands_config}: the last commands, the emergency stop and the configuration.
 */
@Version("1.0.0")
package org.evo.shm.contract.commands;

import org.osgi.annotation.versioning.Version;

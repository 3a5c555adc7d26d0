// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.osgi;

import org.evo.shm.spi.SegmentValidator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The validator of the platform's directory. */
@Component(service = SegmentValidator.class)
public final class ValidatorComponent implements SegmentValidator {

  private final SegmentValidator validator;

  @Activate
  public ValidatorComponent(@Reference PlatformComponent platform) {
    this.validator = platform.platform().validator();
  }

  @Override
  public Report validate(boolean repair) {
    return validator.validate(repair);
  }

  @Override
  public Report validate(String segment, boolean repair) {
    return validator.validate(segment, repair);
  }
}

/** Features: plugins that are switched on and off while the shop runs. Declare yours with {@link ProvidesFeature}; call {@link Features}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.feature;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

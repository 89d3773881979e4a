/** What every part of Clientele shares: {@link org.clientele.Problem}, {@link org.clientele.Money}, {@link org.clientele.Page}, {@link org.clientele.Uuid7}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
